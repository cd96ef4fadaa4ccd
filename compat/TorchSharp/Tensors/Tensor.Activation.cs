using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor softmax(long dim, ScalarType? dtype = null) => Aten.softmax_int.Call(this, dim, dtype);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Aten.log_softmax_int.Call(this, dim, dtype);

        public Tensor relu() => Aten.relu.Call(this);

        public Tensor relu_() => Aten.relu_.Apply(this);

        public Tensor gelu() => Aten.gelu.Call(this);

        public Tensor gelu(Modules.GELU.Approximate approximate) => Aten.gelu.Call(this, approximate.ToString());

        public Tensor gelu_() => Aten.gelu_.Apply(this);

        public Tensor gelu_(Modules.GELU.Approximate approximate) => Aten.gelu_.Apply(this, approximate.ToString());

        public Tensor silu() => Aten.silu.Call(this);

        public Tensor silu_() => Aten.silu_.Apply(this);

        public Tensor log_sigmoid() => Aten.log_sigmoid.Call(this);

        public Tensor softplus(double beta = 1, double threshold = 20) => Aten.softplus.Call(this, beta, threshold);
    }
}
