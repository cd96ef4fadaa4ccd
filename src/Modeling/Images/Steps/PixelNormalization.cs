namespace LmmCl.Modeling.Images.Steps;

/// <summary>
/// Converts 8-bit levels to the tower's input: (level * factor - mean) / std for each channel. The product is computed in double precision
/// and rounded to fp32, the rest in fp32.
/// </summary>
public sealed class PixelNormalization
{
    private const int Levels = 256;

    private readonly float[] values = new float[3 * Levels];

    /// <summary>Precomputes a table of all levels.</summary>
    /// <param name="mean">Mean of each channel, between 0 and 1 when rescaling; also the padding colour.</param>
    /// <param name="std">Standard deviation of each channel.</param>
    /// <param name="rescaleFactor">Usually 1 / 255; null for no rescaling.</param>
    /// <param name="normalize">False to skip mean and std.</param>
    /// <exception cref="ArgumentException">There are not exactly three channels.</exception>
    public PixelNormalization(IReadOnlyList<double> mean, IReadOnlyList<double> std, double? rescaleFactor, bool normalize = true)
    {
        if (mean.Count != 3 || std.Count != 3)
        {
            throw new ArgumentException("Mean and std need three channels each.", nameof(mean));
        }

        Background = new((byte)(mean[0] * byte.MaxValue), (byte)(mean[1] * byte.MaxValue), (byte)(mean[2] * byte.MaxValue));
        for (var i = 0; i < values.Length; i++)
        {
            var (channel, level) = (i / Levels, i % Levels);
            var scaled = (float)(level * (rescaleFactor ?? 1));
            values[i] = normalize ? (scaled - (float)mean[channel]) / (float)std[channel] : scaled;
        }
    }

    /// <summary>The mean as a colour, truncated to integer levels.</summary>
    internal RgbColor Background { get; }

    /// <summary>Converts [h, w, 3] levels to [3, h, w] values.</summary>
    public void Apply(RgbImage image, Span<float> target)
    {
        var area = image.Height * image.Width;
        for (var channel = 0; channel < 3; channel++)
        {
            var table = values.AsSpan(channel * Levels, Levels);
            var plane = target.Slice(channel * area, area);
            for (int i = 0, at = channel; i < plane.Length; i++, at += 3)
            {
                plane[i] = table[image.Pixels[at]];
            }
        }
    }
}
