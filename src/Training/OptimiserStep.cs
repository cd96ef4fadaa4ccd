using LmmCl.Abstractions;
using LmmCl.Modeling;
using LmmCl.Modeling.Layers;
using LmmCl.Training.Examples;
using LmmCl.Training.Optimisation;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Training;

/// <summary>Result of an optimiser step.</summary>
internal readonly record struct StepResult(double Loss, double GradientNorm, long LabelTokens);

/// <summary>Performs an optimiser step: forward and backward per micro-batch, clip, update.</summary>
internal sealed class OptimiserStep(
    IMitigationMethod method, StageContext stage, ITrainingExamples examples, TrainingOptions options, Optimiser optimiser)
{
    private readonly Device device = stage.Model.Parameters[0].Value.device;

    /// <summary>
    /// Takes step <paramref name="step"/> (from 0). The weights change only at the very end, so a cancelled step leaves them unchanged.
    /// </summary>
    public StepResult Take(int step, int steps, IReadOnlyList<int[]> microBatches, double factor, CancellationToken ct)
    {
        using var scope = NewDisposeScope();
        manual_seed((long)RandomStream.For(options.Seed, step).Next());
        var labelTokens = microBatches.Sum(micro => micro.Sum(example => (long)examples.LabelTokens(example)));
        var losses = new List<Tensor>();
        try
        {
            foreach (var (index, micro) in microBatches.Index())
            {
                ct.ThrowIfCancellationRequested();
                losses.Add(ForwardBackward(step, steps, index, micro, labelTokens, microBatches.Count));
                optimiser.CollectGradients();
            }

            // Read once, after all work is queued: this is the only place that waits for an accelerator.
            var norm = optimiser.Clip(options.Clip);
            var loss = stack(losses).cpu().data<float>().ToArray().Sum(value => (double)value);
            if (!double.IsFinite(loss) || !double.IsFinite(norm))
            {
                throw new TrainingDivergedException(step + 1, loss, norm);
            }

            optimiser.Step(factor);
            return new StepResult(loss, norm, labelTokens);
        }
        finally
        {
            optimiser.ClearGradients();
        }
    }

    /// <summary>Runs forward and backward for one micro-batch and returns its loss, detached from the graph.</summary>
    private Tensor ForwardBackward(int step, int steps, int index, int[] micro, long labelTokens, int microBatches)
    {
        using var scope = NewDisposeScope();
        using var batch = examples.Collate(micro).MoveTo(device);
        using var answers = AnswerPositions.Of(batch);
        using var recomputation = options.ActivationCheckpointing ? Recomputation.Begin(index) : null;
        var context = new StepContext(stage.Model, stage.Teacher, batch, answers)
        {
            Step = step + 1,
            Steps = steps,
            Examples = micro,
            Weight = options.LossWeighting == LossWeighting.Tokens ? (double)answers.Count / Math.Max(1, labelTokens) : 1.0 / microBatches,
        };
        var loss = method.Loss(context);

        // If only the vision tower trains, a batch without images has no gradient path.
        if (loss.requires_grad)
        {
            loss.backward();
            recomputation?.ThrowIfFailed();
        }

        return loss.detach().to(ScalarType.Float32).MoveToOuterDisposeScope();
    }
}
