namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>
        /// A step of the graph with a backward pass of one's own.
        /// Backward returns one gradient per argument of forward, null for arguments that are not tensors.
        /// </summary>
        public abstract class Function<T> : IFunction
            where T : Function<T>, new()
        {
            private static readonly T Instance = new();

            private protected Function()
            {
            }

            public abstract string Name { get; }

            public static List<Tensor> apply_internal(params object[] vars) => CustomFunction.Apply(Instance, vars);

            List<Tensor> IFunction.Forward(AutogradContext context, object[] arguments) => ForwardAll(context, arguments);

            List<Tensor> IFunction.Backward(AutogradContext context, List<Tensor> gradients) => BackwardAll(context, gradients);

            private protected abstract List<Tensor> ForwardAll(AutogradContext context, object[] arguments);

            private protected abstract List<Tensor> BackwardAll(AutogradContext context, List<Tensor> gradients);
        }

        /// <summary>A custom function with one output.</summary>
        public abstract class SingleTensorFunction<T> : Function<T>
            where T : SingleTensorFunction<T>, new()
        {
            public static Tensor apply(params object[] vars) => apply_internal(vars)[0];

            public abstract Tensor forward(AutogradContext ctx, params object[] vars);

            public abstract List<Tensor> backward(AutogradContext ctx, Tensor grad_output);

            private protected override List<Tensor> ForwardAll(AutogradContext context, object[] arguments) =>
                [forward(context, arguments)];

            private protected override List<Tensor> BackwardAll(AutogradContext context, List<Tensor> gradients) =>
                backward(context, gradients[0]);
        }

        /// <summary>A custom function with any number of outputs.</summary>
        public abstract class MultiTensorFunction<T> : Function<T>
            where T : MultiTensorFunction<T>, new()
        {
            public static List<Tensor> apply(params object[] vars) => apply_internal(vars);

            public abstract List<Tensor> forward(AutogradContext ctx, params object[] vars);

            public abstract List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs);

            private protected override List<Tensor> ForwardAll(AutogradContext context, object[] arguments) =>
                forward(context, arguments);

            private protected override List<Tensor> BackwardAll(AutogradContext context, List<Tensor> gradients) =>
                backward(context, gradients);
        }

        internal interface IFunction
        {
            string Name { get; }

            List<Tensor> Forward(AutogradContext context, object[] arguments);

            List<Tensor> Backward(AutogradContext context, List<Tensor> gradients);
        }
    }
}
