namespace TorchSharp;

public static partial class torch
{
    /// <summary>The numeric limits of a floating-point type.</summary>
    public struct FInfo
    {
        public int bits;
        public double eps;
        public double max;
        public double min;
        public double tiny;
        public double smallest_normal;
    }

    public static FInfo finfo() => finfo(get_default_dtype());

    public static FInfo finfo(ScalarType dtype) => dtype switch
    {
        ScalarType.BFloat16 => Limits(16, 0.0078125, 3.3895313892515355e+38, 1.1754943508222875e-38),
        ScalarType.Float16 => Limits(16, 0.0009765625, 65504, 6.103515625e-05),
        ScalarType.Float32 => Limits(32, 1.1920928955078125e-07, 3.4028234663852886e+38, 1.1754943508222875e-38),
        ScalarType.Float64 => Limits(64, 2.220446049250313e-16, 1.7976931348623157e+308, 2.2250738585072014e-308),
        _ => throw new ArgumentException("'dtype' must be floating point"),
    };

    private static FInfo Limits(int bits, double eps, double max, double tiny) =>
        new() { bits = bits, eps = eps, max = max, min = -max, tiny = tiny, smallest_normal = tiny };
}
