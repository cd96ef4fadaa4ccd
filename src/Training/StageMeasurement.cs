using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Modeling;
using LmmCl.Training.Optimisation;
using LmmCl.Training.Validation;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Training;

/// <summary>
/// Measures the model of a stage on its validation set as in evaluation, without gradients. Restores the state of PyTorch's generator, so
/// that the following steps are the same as without the measurement.
/// </summary>
internal sealed class StageMeasurement(StageContext stage, ValidationSet set, TrainingOptions training, ValidationOptions options)
{
    private readonly Device device = stage.Model.Parameters[0].Value.device;

    /// <summary>Measures once.</summary>
    /// <param name="step">Number of optimiser steps taken.</param>
    /// <param name="before">The measurements so far.</param>
    /// <param name="ct">Stops between batches.</param>
    /// <exception cref="TrainingDivergedException">The loss is not finite.</exception>
    public (ValidationMeasured Measured, ValidationProgress Progress) Take(int step, ValidationProgress before, CancellationToken ct)
    {
        var (loss, score) = Measure(ct);
        if (!double.IsFinite(loss))
        {
            throw new TrainingDivergedException(step, $"validation loss {loss:G6}");
        }

        var progress = before.Apply(step, loss, score, options);
        return (
            new ValidationMeasured(
                new StageId(stage.Number), step, set.Examples.Count, set.LabelTokens, loss, score, progress.BestStep),
            progress);
    }

    private (double Loss, double? Score) Measure(CancellationToken ct)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var random = get_rng_state();
        stage.IsMeasuring = true;
        try
        {
            var loss = Enumerable.Range(0, set.Examples.Count).Chunk(training.MicroBatch).Sum(batch => LossOf(batch, ct));
            return (loss, set.Score?.Invoke(ct));
        }
        finally
        {
            stage.IsMeasuring = false;
            set_rng_state(random);
        }
    }

    /// <summary>
    /// Returns the summed cross-entropy of a batch's supervised tokens, divided by the number of supervised tokens in the whole set.
    /// </summary>
    private double LossOf(int[] examples, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var scope = NewDisposeScope();
        using var batch = set.Examples.Collate(examples).MoveTo(device);
        using var answers = AnswerPositions.Of(batch);
        var context = new StepContext(stage.Model, teacher: null, batch, answers)
        {
            Step = 0,
            Steps = 0,
            Examples = examples,
            Weight = (double)answers.Count / set.LabelTokens,
        };
        return context.TaskLoss().to(ScalarType.Float64).item<double>();
    }
}
