using TorchSharp.Modules;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Cross-entropy of logits against class indices or class probabilities.</summary>
    public sealed class CrossEntropyLoss(
        Tensor? weight = null, long? ignore_index = null, nn.Reduction reduction = nn.Reduction.Mean, double label_smoothing = 0)
        : nn.Module<Tensor, Tensor, Tensor>(nameof(CrossEntropyLoss))
    {
        public nn.Reduction reduction { get; } = reduction;

        public Tensor? weight { get; } = weight;

        public long? ignore_index { get; } = ignore_index;

        public double label_smoothing { get; } = label_smoothing;

        public override Tensor forward(Tensor input, Tensor target) =>
            nn.functional.cross_entropy(input, target, weight, ignore_index ?? -100, reduction, label_smoothing);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public enum Reduction : long
            {
                None = 0,
                Mean = 1,
                Sum = 2,
            }

            public static CrossEntropyLoss CrossEntropyLoss(
                Tensor? weight = null, long? ignore_index = null, Reduction reduction = Reduction.Mean) =>
                    new(weight, ignore_index, reduction);

            public static partial class functional
            {
                public static Tensor cross_entropy(
                    Tensor input,
                    Tensor target,
                    Tensor? weight = null,
                    long ignore_index = -100,
                    Reduction reduction = Reduction.Mean,
                    double label_smoothing = 0.0) =>
                    Aten.cross_entropy_loss.Call(input, target, weight, (long)reduction, ignore_index, label_smoothing);

                public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                    Aten.nll_loss_nd.Call(input, target, weight, (long)reduction);

                public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean) =>
                    Aten.kl_div.Call(input, target, (long)reduction, log_target);

                public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                    Aten.mse_loss.Call(input, target, (long)reduction);

                public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                    Aten.l1_loss.Call(input, target, (long)reduction);

                public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1.0) =>
                    Aten.smooth_l1_loss.Call(input, target, (long)reduction, beta);

                public static Tensor binary_cross_entropy_with_logits(
                    Tensor input,
                    Tensor target,
                    Tensor? weight = null,
                    Reduction reduction = Reduction.Mean,
                    Tensor? pos_weights = null) =>
                    Aten.binary_cross_entropy_with_logits.Call(input, target, weight, pos_weights, (long)reduction);
            }
        }
    }
}
