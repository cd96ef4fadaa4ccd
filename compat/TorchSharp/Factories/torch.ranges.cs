using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor arange(
        Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false) => Tensor.Marked(
        Aten.arange_start_step.Call(start, stop, step, dtype ?? RangeType(start, stop, step), Argument.None, Placed(device)),
        requires_grad);

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1L, dtype ?? RangeType(start, stop, 1L), device, requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0L, stop, 1L, dtype ?? RangeType(0L, stop, 1L), device, requires_grad);

    public static Tensor linspace(
        double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Tensor.Marked(Aten.linspace.Call(start, end, steps, dtype, Argument.None, Placed(device)), requires_grad);

    public static Tensor eye(
        long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Tensor.Marked(Aten.eye_m.Call(rows, columns < 0 ? rows : columns, dtype, Argument.None, Placed(device)), requires_grad);

    private static ScalarType? RangeType(params Scalar[] bounds) =>
        bounds.All(bound => bound.Tag != ValueTag.Double) ? ScalarType.Int64 : null;
}
