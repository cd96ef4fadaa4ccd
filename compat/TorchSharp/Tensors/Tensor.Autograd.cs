using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool requires_grad
        {
            get => NativeMethods.lmmcl_tensor_requires_grad(Handle) == 1;
            set => NativeMethods.Check(NativeMethods.lmmcl_tensor_set_requires_grad(Handle, value ? 1 : 0), nameof(requires_grad));
        }

        /// <summary>The gradient, a handle of its own on the one that libtorch keeps; null before the first backward pass.</summary>
        public Tensor? grad
        {
            get => NativeMethods.lmmcl_tensor_grad(Handle) is var gradient && gradient != 0 ? new Tensor(gradient) : null;
            set => NativeMethods.Check(NativeMethods.lmmcl_tensor_set_grad(Handle, value is null ? 0 : value.Handle), nameof(grad));
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public void retain_grad() => NativeMethods.Check(NativeMethods.lmmcl_tensor_retain_grad(Handle), nameof(retain_grad));

        public Tensor detach() => Aten.detach.Call(this);

        public Tensor detach_() => Aten.detach_.Apply(this);

        public void backward() => backward(null);

        public void backward(
            IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);
    }
}
