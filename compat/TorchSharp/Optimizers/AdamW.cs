using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Adam with weight decay kept apart from the gradient (Loshchilov, Hutter), in PyTorch's order of operations.</summary>
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
            var options = group.Options;
            var settings = new AdamUpdate.Settings(
                options.LearningRate!.Value, options.beta1!.Value, options.beta2!.Value, options.eps!.Value,
                options.weight_decay!.Value, options.amsgrad!.Value, options.maximize!.Value, DecoupledDecay: true);

            // Parameters that joined later have taken fewer steps and get another bias correction.
            foreach (var together in WithGradients<State>(group).GroupBy(item => item.State.step + 1))
            {
                var update = new AdamUpdate(settings, together.Key);
                foreach (var (parameter, gradient, state) in together)
                {
                    state.step = together.Key;
                    update.Add(parameter, gradient, state.exp_avg, state.exp_avg_sq, state.max_exp_avg_sq);
                }

                update.Apply();
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
        public class Options : OptimizerOptions
        {
            public double? beta1;
            public double? beta2;
            public double? weight_decay;
            public double? eps;
            public bool? amsgrad;
            public bool? maximize;

            public override void LoadStateDict(OptimizerOptions source)
            {
                base.LoadStateDict(source);
                var other = source as Options ?? throw new ArgumentException("The options are not those of AdamW.");
                (beta1, beta2, eps, weight_decay) = (other.beta1, other.beta2, other.eps, other.weight_decay);
                (amsgrad, maximize) = (other.amsgrad, other.maximize);
            }

            /// <summary>Gives a value to every setting that has none.</summary>
            internal void FillIn(double lr, double beta1, double beta2, double eps, double weight_decay, bool amsgrad, bool maximize)
            {
                LearningRate ??= lr;
                this.beta1 ??= beta1;
                this.beta2 ??= beta2;
                this.eps ??= eps;
                this.weight_decay ??= weight_decay;
                this.amsgrad ??= amsgrad;
                this.maximize ??= maximize;
            }
        }

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
