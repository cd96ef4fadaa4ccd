namespace LmmCl.Modeling.Images.Resizing;

/// <summary>
/// A filter kernel: its weight as a function of the distance from the centre, and its radius in pixels when not downscaling.
/// </summary>
internal sealed record Kernel(double Radius, Func<double, double> Weight)
{
    private const double Cubic = -0.5;

    /// <summary>Returns the kernel of <paramref name="filter"/>.</summary>
    public static Kernel Of(ResampleFilter filter) => filter switch
    {
        ResampleFilter.Lanczos => new(3, Lanczos),
        ResampleFilter.Bilinear => new(1, Bilinear),
        ResampleFilter.Bicubic => new(2, Bicubic),
        ResampleFilter.Box => new(0.5, x => x is > -0.5 and <= 0.5 ? 1 : 0),
        ResampleFilter.Hamming => new(1, Hamming),
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "has no kernel."),
    };

    private static double Bilinear(double x) => Math.Abs(x) < 1 ? 1 - Math.Abs(x) : 0;

    private static double Bicubic(double x)
    {
        var a = Math.Abs(x);
        return a switch
        {
            < 1 => ((Cubic + 2) * a - (Cubic + 3)) * a * a + 1,
            < 2 => (((a - 5) * a + 8) * a - 4) * Cubic,
            _ => 0,
        };
    }

    private static double Lanczos(double x) => x is >= -3 and < 3 ? Sinc(x) * Sinc(x / 3) : 0;

    /// <summary>Pillow stores the window's constants as 32-bit floats.</summary>
    private static double Hamming(double x) => Math.Abs(x) switch
    {
        0 => 1,
        < 1 => Sinc(x) * (0.54f + 0.46f * Math.Cos(x * Math.PI)),
        _ => 0,
    };

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(x * Math.PI) / (x * Math.PI);
}
