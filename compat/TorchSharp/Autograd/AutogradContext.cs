using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>What a custom function's forward pass leaves for its backward pass.</summary>
        public class AutogradContext : IDisposable
        {
            private readonly Dictionary<string, object> data = [];

            internal AutogradContext()
            {
            }

            public bool MaterializeGrads { get; private set; } = true;

            internal List<Tensor> ToSave { get; private set; } = [];

            internal List<Tensor> NotDifferentiable { get; private set; } = [];

            /// <summary>The node's address; 0 where no input needs a gradient.</summary>
            internal nint Node { get; set; }

            internal int SavedCount { get; set; }

            public void save_for_backward(List<Tensor> tensors) => ToSave = tensors;

            public void save_data(string key, object value) => data[key] = value;

            public object get_data(string key) => data.TryGetValue(key, out var value) ? value : null!;

            public void mark_non_differentiable(List<Tensor> tensors) => NotDifferentiable = [.. tensors];

            /// <summary>Whether gradients that nobody sent arrive as zeros rather than as null.</summary>
            public void set_materialize_grads(bool value) => MaterializeGrads = value;

            public unsafe List<Tensor> get_saved_variables()
            {
                if (Node == 0 || NativeMethods.lmmcl_node_saved_count(Node) != SavedCount)
                {
                    throw new InvalidOperationException(
                        "The saved tensors are gone: backward ran through this graph before. Pass retain_graph the first time.");
                }

                var handles = new nint[SavedCount];
                fixed (nint* first = handles)
                {
                    NativeMethods.Check(NativeMethods.lmmcl_node_saved(Node, first), nameof(get_saved_variables));
                }

                return [.. handles.Select(handle => new Tensor(handle))];
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing) => data.Clear();
        }
    }
}
