namespace LmmCl.Modeling.Images;

/// <summary>A decoded image: 8 bits per channel, red-green-blue, row-major, [height, width, 3].</summary>
public sealed class RgbImage
{
    /// <summary>Wraps <paramref name="pixels"/> without copying.</summary>
    /// <exception cref="ArgumentException">The buffer's length is not height x width x 3.</exception>
    public RgbImage(int height, int width, byte[] pixels)
    {
        if (height <= 0 || width <= 0 || pixels.Length != (long)height * width * 3)
        {
            throw new ArgumentException(
                $"{height} x {width} pixels need {(long)height * width * 3} bytes, not {pixels.Length}.", nameof(pixels));
        }

        (Height, Width, Pixels) = (height, width, pixels);
    }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Pixel values, [height, width, 3].</summary>
    public byte[] Pixels { get; }
}
