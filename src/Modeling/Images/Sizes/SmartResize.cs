using LmmCl.Abstractions;

namespace LmmCl.Modeling.Images.Sizes;

/// <summary>
/// The size that Qwen2-VL and Qwen2.5-VL give a picture: sides that are multiples of a factor, an area within limits, the aspect nearly
/// kept.
/// </summary>
/// <param name="Factor">Patch size times merge size, in pixels.</param>
/// <param name="MinimumPixels">Smallest area.</param>
/// <param name="MaximumPixels">Largest area.</param>
public sealed record SmartResize(int Factor, long MinimumPixels, long MaximumPixels)
{
    private const int LargestAspect = 200;

    /// <summary>
    /// The size for a picture of <paramref name="original"/> pixels. As in the library, its area may be outside of the limits.
    /// </summary>
    /// <exception cref="InputException">A side is 0, or one side is more than 200 times the other.</exception>
    public ImageSize Apply(ImageSize original, string place = "picture")
    {
        var (height, width) = original;
        if (Math.Min(height, width) <= 0 || (double)Math.Max(height, width) / Math.Min(height, width) > LargestAspect)
        {
            throw new InputException(place, $"{original} pixels: one side may be at most {LargestAspect} times the other.", "Cut it.");
        }

        var area = (double)height * width;
        var (rows, columns) = (ToMultiple(height, 1, Math.Round), ToMultiple(width, 1, Math.Round));
        if (rows * columns > MaximumPixels)
        {
            var shrink = Math.Sqrt(area / MaximumPixels);
            (rows, columns) = (ToMultiple(height / shrink, 1, Math.Floor), ToMultiple(width / shrink, 1, Math.Floor));
            (rows, columns) = (Math.Max(Factor, rows), Math.Max(Factor, columns));
        }
        else if (rows * columns < MinimumPixels)
        {
            var grow = Math.Sqrt(MinimumPixels / area);
            (rows, columns) = (ToMultiple(height, grow, Math.Ceiling), ToMultiple(width, grow, Math.Ceiling));
        }

        return new((int)rows, (int)columns);
    }

    /// <summary>
    /// side * scale as a multiple of the factor; <see cref="Math.Round(double)"/> rounds halves to even, as the library does.
    /// </summary>
    private long ToMultiple(double side, double scale, Func<double, double> round) => (long)round(side * scale / Factor) * Factor;
}
