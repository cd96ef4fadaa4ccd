using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Stochastic gradient descent with momentum, as in PyTorch.</summary>
    public class SGD : OptimizerHelper, optim.IMomentum
    {
        public SGD(
            IEnumerable<Parameter> parameters,
            double lr,
            double momentum = 0.0,
            double dampening = 0,
            double weight_decay = 0,
            bool nesterov = false,
            bool maximize = false)
            : this([new ParamGroup(parameters, lr, momentum, dampening, weight_decay, nesterov, maximize)], lr)
        {
        }

        public SGD(
            IEnumerable<ParamGroup> parameters,
            double lr,
            double momentum = 0.0,
            double dampening = 0,
            double weight_decay = 0,
            bool nesterov = false,
            bool maximize = false)
        {
            Momentum = momentum;
            foreach (var group in parameters)
            {
                group.Options.FillIn(lr, momentum, dampening, weight_decay, nesterov, maximize);
                add_param_group(group);
            }
        }

        public double Momentum { get; set; }

        public override Tensor step(Func<Tensor>? closure = null) => StepGroups<ParamGroup>(Update, closure);

        private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

        private void Update(ParamGroup group)
        {
            var options = group.Options;
            foreach (var (parameter, gradient, state) in WithGradients<State>(group))
            {
                var direction = options.maximize == true ? gradient.neg() : gradient;
                direction = options.weight_decay == 0 ? direction : direction.add(parameter, options.weight_decay!.Value);
                if (options.momentum != 0)
                {
                    var first = state.momentum_buffer is null;
                    state.momentum_buffer ??= direction.clone().DetachFromDisposeScope();
                    if (!first)
                    {
                        state.momentum_buffer.mul_(options.momentum!.Value).add_(direction, 1 - options.dampening!.Value);
                    }

                    direction = options.nesterov == true
                        ? direction.add(state.momentum_buffer, options.momentum!.Value)
                        : state.momentum_buffer;
                }

                parameter.add_(direction, -group.LearningRate);
            }
        }

        /// <summary>The running direction of one parameter; null before its first step.</summary>
        public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
        {
            public Tensor? momentum_buffer;

            public override void Initialize(OptimizerOptions options) => momentum_buffer = null;

            public override void LoadStateDict(OptimizerState source)
            {
                var other = source as State ?? throw new ArgumentException("The state is not one of SGD.");
                var loaded = other.momentum_buffer?.clone().DetachFromDisposeScope();
                momentum_buffer?.Dispose();
                momentum_buffer = loaded;
            }

            public override void to(Device device) => momentum_buffer?.Become(momentum_buffer.to(device));

            public void Dispose() => momentum_buffer?.Dispose();
        }

        /// <summary>Settings of one group.</summary>
        public class Options : OptimizerOptions
        {
            public double? momentum;
            public double? dampening;
            public double? weight_decay;
            public bool? nesterov;
            public bool? maximize;

            public override void LoadStateDict(OptimizerOptions source)
            {
                base.LoadStateDict(source);
                var other = source as Options ?? throw new ArgumentException("The options are not those of SGD.");
                (momentum, dampening, weight_decay) = (other.momentum, other.dampening, other.weight_decay);
                (nesterov, maximize) = (other.nesterov, other.maximize);
            }

            internal void FillIn(double lr, double momentum, double dampening, double weight_decay, bool nesterov, bool maximize)
            {
                LearningRate ??= lr;
                this.momentum ??= momentum;
                this.dampening ??= dampening;
                this.weight_decay ??= weight_decay;
                this.nesterov ??= nesterov;
                this.maximize ??= maximize;
            }
        }

        /// <summary>Parameters that share settings.</summary>
        public class ParamGroup : ParamGroup<Options>, optim.IMomentum
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
                double momentum = 0.0,
                double dampening = 0,
                double weight_decay = 0,
                bool nesterov = false,
                bool maximize = false)
                : base(parameters) => Options.FillIn(lr, momentum, dampening, weight_decay, nesterov, maximize);

            public double Momentum
            {
                get => Options.momentum!.Value;
                set => Options.momentum = value;
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
            public static SGD SGD(
                IEnumerable<Parameter> parameters,
                double learningRate,
                double momentum = 0,
                double dampening = 0,
                double weight_decay = 0,
                bool nesterov = false,
                bool maximize = false) => new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);

            public static SGD SGD(
                IEnumerable<SGD.ParamGroup> parameters,
                double learningRate,
                double momentum = 0.0,
                double dampening = 0,
                double weight_decay = 0,
                bool nesterov = false,
                bool maximize = false) => new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);
        }
    }
}
