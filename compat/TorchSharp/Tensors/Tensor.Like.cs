using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Marked(Aten.zeros_like.Call(this, dtype, Argument.None, device), requires_grad);

        public Tensor ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Marked(Aten.ones_like.Call(this, dtype, Argument.None, device), requires_grad);

        public Tensor empty_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Marked(Aten.empty_like.Call(this, dtype, Argument.None, device), requires_grad);

        public Tensor full_like(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Marked(Aten.full_like.Call(this, value, dtype, Argument.None, device), requires_grad);

        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Marked(Aten.rand_like.Call(this, dtype, Argument.None, device), requires_grad);

        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Marked(Aten.randn_like.Call(this, dtype, Argument.None, device), requires_grad);

        public Tensor new_zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Marked(Aten.new_zeros.Call(this, size, dtype, Argument.None, device), requires_grad);

        public Tensor new_empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Marked(Aten.new_empty.Call(this, size, dtype, Argument.None, device), requires_grad);

        public Tensor new_full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Marked(Aten.new_full.Call(this, size, value, dtype, Argument.None, device), requires_grad);

        internal static Tensor Marked(Tensor tensor, bool requires_grad) => requires_grad ? tensor.requires_grad_() : tensor;
    }
}
