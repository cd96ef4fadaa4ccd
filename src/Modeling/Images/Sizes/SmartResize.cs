using LmmCl.Abstractions;

namespace LmmCl.Modeling.Images.Sizes;

/// <summary>
/// Image size chosen by Qwen2-VL and Qwen2.5-VL: sides that are multiples of a factor, an area within limits, and a nearly preserved aspect
/// ratio.
/// </summary>
/// <param name="Factor">Patch size times merge size, in pixels.</param>
/// <param name="MinimumPixels">Minimum area in pixels.</param>
/// <param name="MaximumPixels">Maximum area in pixels.</param>
public sealed record SmartResize(int Factor, long MinimumPixels, long MaximumPixels)
{
    private const int LargestAspect = 200;

    /// <summary>
    /// Returns the size for an image of <paramref name="original"/> pixels. As in the library, its area may exceed the limits.
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
    /// Rounds side * scale to a multiple of the factor; <see cref="Math.Round(double)"/> rounds halves to even, as the library does.
    /// </summary>
    private long ToMultiple(double side, double scale, Func<double, double> round) => (long)round(side * scale / Factor) * Factor;
}
