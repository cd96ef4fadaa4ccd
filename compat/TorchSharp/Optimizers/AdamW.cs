using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Adam with weight decay kept apart from the gradient (Loshchilov and Hutter), in the order of operations of PyTorch.</summary>
    public class AdamW : OptimizerHelper, optim.IBetas
    {
        public AdamW(
            IEnumerable<Parameter> parameters,
            double lr = 1e-3,
            double beta1 = 0.9,
            double beta2 = 0.999,
            double eps = 1e-8,
            double weight_decay = 0,
            bool amsgrad = false,
            bool maximize = false)
            : this([new ParamGroup(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)], lr, beta1, beta2, eps)
        {
        }

        public AdamW(
            IEnumerable<ParamGroup> parameters,
            double lr = 1e-3,
            double beta1 = 0.9,
            double beta2 = 0.999,
            double eps = 1e-8,
            double weight_decay = 0,
            bool amsgrad = false,
            bool maximize = false)
        {
            Betas = (beta1, beta2);
            foreach (var group in parameters)
            {
                group.Options.FillIn(lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
                add_param_group(group);
            }
        }

        public (double, double) Betas { get; set; }

        public override Tensor step(Func<Tensor>? closure = null) => StepGroups<ParamGroup>(Update, closure);

        private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

        private void Update(ParamGroup group)
        {
            // Parameters that joined later have taken fewer steps and get another bias correction.
            foreach (var together in WithGradients<State>(group).GroupBy(item => item.State.step))
            {
                AdamUpdate.Apply([.. together], group.Options, decoupledDecay: true);
            }
        }

        /// <summary>Steps taken and the running moments of one parameter's gradient.</summary>
        public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
        {
            public long step;
            public Tensor exp_avg = null!;
            public Tensor exp_avg_sq = null!;
            public Tensor? max_exp_avg_sq;

            public override void Initialize(OptimizerOptions options)
            {
                step = 0;
                exp_avg = zeros_like(_parameter).DetachFromDisposeScope();
                exp_avg_sq = zeros_like(_parameter).DetachFromDisposeScope();
                max_exp_avg_sq = ((Options)options).amsgrad == true ? zeros_like(_parameter).DetachFromDisposeScope() : null;
            }

            public override void LoadStateDict(OptimizerState source)
            {
                var other = source as State ?? throw new ArgumentException("The state is not one of AdamW.");
                step = other.step;
                exp_avg.copy_(other.exp_avg);
                exp_avg_sq.copy_(other.exp_avg_sq);
                if (max_exp_avg_sq is not null && other.max_exp_avg_sq is not null)
                {
                    max_exp_avg_sq.copy_(other.max_exp_avg_sq);
                }
            }

            public override bool ApproximatelyEquals(OptimizerState other) => other is State state
                && step == state.step
                && exp_avg.allclose(state.exp_avg)
                && exp_avg_sq.allclose(state.exp_avg_sq);

            public override void to(Device device)
            {
                exp_avg.Become(exp_avg.to(device));
                exp_avg_sq.Become(exp_avg_sq.to(device));
                max_exp_avg_sq?.Become(max_exp_avg_sq.to(device));
            }

            public void Dispose()
            {
                exp_avg.Dispose();
                exp_avg_sq.Dispose();
                max_exp_avg_sq?.Dispose();
            }
        }

        /// <summary>Settings of one group.</summary>
        public class Options : AdamOptions;

        /// <summary>Parameters that share settings.</summary>
        public class ParamGroup : ParamGroup<Options>, optim.IBetas
        {
            public ParamGroup()
            {
            }

            public ParamGroup(IEnumerable<Parameter> parameters, Options options)
                : base(parameters, options)
            {
            }

            public ParamGroup(
                IEnumerable<Parameter> parameters,
                double lr = 1e-3,
                double beta1 = 0.9,
                double beta2 = 0.999,
                double eps = 1e-8,
                double weight_decay = 0,
                bool amsgrad = false,
                bool maximize = false)
                : base(parameters) => Options.FillIn(lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            public (double, double) Betas
            {
                get => (Options.beta1!.Value, Options.beta2!.Value);
                set => (Options.beta1, Options.beta2) = value;
            }
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static AdamW AdamW(
                IEnumerable<Parameter> parameters,
                double lr = 1e-3,
                double beta1 = 0.9,
                double beta2 = 0.999,
                double eps = 1e-8,
                double weight_decay = 0,
                bool amsgrad = false,
                bool maximize = false) => new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            public static AdamW AdamW(
                IEnumerable<(string name, Parameter parameter)> parameters,
                double lr = 1e-3,
                double beta1 = 0.9,
                double beta2 = 0.999,
                double eps = 1e-8,
                double weight_decay = 0,
                bool amsgrad = false,
                bool maximize = false) =>
                new(parameters.Select(named => named.parameter), lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            public static AdamW AdamW(
                IEnumerable<AdamW.ParamGroup> parameters,
                double lr = 1e-3,
                double beta1 = 0.9,
                double beta2 = 0.999,
                double eps = 1e-8,
                double weight_decay = 0,
                bool amsgrad = false,
                bool maximize = false) => new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
        }
    }
}
