using LmmCl.Abstractions;
using LmmCl.Training.Examples;
using static TorchSharp.torch;

namespace LmmCl.Training.Optimisation;

/// <summary>What a step was.</summary>
internal readonly record struct StepResult(double Loss, double GradientNorm, long LabelTokens);

/// <summary>One optimiser step: forward and backward per micro-batch, clip, update.</summary>
internal sealed class OptimiserStep(
    IMitigationMethod method, StageContext stage, ITrainingExamples examples, TrainingOptions options, AdamW optimiser)
{
    /// <summary>
    /// Takes step <paramref name="step"/> (from 0). The weights change at its very end, so that a cancelled step leaves them as they were.
    /// </summary>
    public StepResult Take(int step, int steps, IReadOnlyList<int[]> microBatches, double factor, CancellationToken ct)
    {
        manual_seed((long)RandomStream.For(stage.Seed, step).Next());
        var labelTokens = microBatches.Sum(micro => micro.Sum(example => (long)examples.LabelTokens(example)));
        var loss = 0.0;
        try
        {
            foreach (var micro in microBatches)
            {
                ct.ThrowIfCancellationRequested();
                loss += ForwardBackward(step, steps, micro, labelTokens, microBatches.Count);
            }

            var norm = GradientNorm.Clip(stage.Trained, options.Clip);
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

    private double ForwardBackward(int step, int steps, int[] micro, long labelTokens, int microBatches)
    {
        using var scope = NewDisposeScope();
        using var batch = examples.Collate(micro);
        using var answers = AnswerPositions.Of(batch);
        var context = new StepContext(stage.Model, stage.Teacher, batch, answers)
        {
            Step = step + 1,
            Steps = steps,
            Examples = micro,
            Weight = options.LossWeighting == LossWeighting.Tokens ? (double)answers.Count / Math.Max(1, labelTokens) : 1.0 / microBatches,
        };
        var loss = method.Loss(context);

        // A batch without pictures reaches nothing of a vision tower that trains alone.
        if (loss.requires_grad)
        {
            loss.backward();
        }

        return loss.item<float>();
    }
}
