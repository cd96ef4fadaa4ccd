using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>Gradients of the outputs with respect to the inputs, without touching any <see cref="Tensor.grad"/>.</summary>
        public static unsafe IList<Tensor> grad(
            IList<Tensor> outputs,
            IList<Tensor> inputs,
            IList<Tensor>? grad_outputs = null,
            bool retain_graph = false,
            bool create_graph = false,
            bool allow_unused = false)
        {
            var (roots, leaves, gradients) = (Handles(outputs), Handles(inputs), Handles(grad_outputs));
            var results = new nint[leaves.Length];
            fixed (nint* root = roots, leaf = leaves, gradient = gradients, result = results)
            {
                var status = NativeMethods.lmmcl_grad(
                    root, roots.Length, leaf, leaves.Length, gradient, gradients.Length,
                    retain_graph || create_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, result);
                NativeMethods.Check(status, "autograd.grad");
            }

            GC.KeepAlive((outputs, inputs, grad_outputs));
            return results.Select(handle => handle == 0 ? null! : new Tensor(handle)).ToArray();
        }

        public static unsafe void backward(
            IList<Tensor> tensors,
            IList<Tensor>? grad_tensors = null,
            bool? retain_graph = null,
            bool create_graph = false,
            IList<Tensor>? inputs = null)
        {
            var (roots, gradients, leaves) = (Handles(tensors), Handles(grad_tensors), Handles(inputs));
            fixed (nint* root = roots, gradient = gradients, leaf = leaves)
            {
                var status = NativeMethods.lmmcl_backward(
                    root, roots.Length, gradient, gradients.Length, leaf, leaves.Length,
                    retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0);
                NativeMethods.Check(status, $"backward of {string.Join(", ", tensors.Select(tensor => tensor.Describe()))}");
            }

            GC.KeepAlive((tensors, grad_tensors, inputs));
        }

        public static void backward(
            Tensor tensor,
            IList<Tensor>? grad_tensors = null,
            bool? retain_graph = null,
            bool create_graph = false,
            IList<Tensor>? inputs = null) => backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        private static nint[] Handles(IList<Tensor>? tensors) => tensors is null ? [] : [.. tensors.Select(tensor => tensor.Handle)];
    }
}
