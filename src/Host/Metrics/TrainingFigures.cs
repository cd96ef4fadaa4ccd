using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Events;

namespace LmmCl.Host.Metrics;

/// <summary>Totals and last figures of an experiment's training, folded from its events.</summary>
internal sealed class TrainingFigures
{
    private int? effectiveBatch;
    private long samplesInEpoch;
    private double secondsBefore;

    /// <summary>Steps recorded; one repeated after a resumption counts again, as it was done again.</summary>
    public long Steps { get; private set; }

    /// <summary>Training samples in those steps.</summary>
    public long Samples { get; private set; }

    /// <summary>Supervised tokens in those steps.</summary>
    public long Tokens { get; private set; }

    /// <summary>The last recorded step of the current stage; null before the first.</summary>
    public TrainingPoint? Last { get; private set; }

    /// <summary>The last loss on validation data of the current stage; null before the first measurement.</summary>
    public double? ValidationLoss { get; private set; }

    /// <summary>Share of the current stage's steps that are taken; null for the base model and until the first is recorded.</summary>
    public double? Progress { get; private set; }

    /// <summary>Folds an event; <paramref name="took"/> gets the duration of each step in seconds.</summary>
    public void Apply(IExperimentEvent happened, Action<double> took)
    {
        switch (happened)
        {
            case ExperimentStarted started:
                effectiveBatch = ReadEffectiveBatch(started.SpecJson);
                break;
            case StageStarted stage:
                (samplesInEpoch, secondsBefore, Last, Progress, ValidationLoss) = (stage.Samples, 0, null, null, null);
                break;
            case TrainingProgressed progressed:
                foreach (var point in progressed.Points)
                {
                    Take(point, took);
                }

                Progress = Last is null ? Progress : (double)Last.Step / progressed.TotalSteps;
                break;
            case ValidationMeasured measured:
                ValidationLoss = measured.Loss;
                break;
            case StageTrained:
                Progress = 1;
                break;
        }
    }

    private void Take(TrainingPoint point, Action<double> took)
    {
        // The clock of a resumed stage continues from its saved step and may go backwards: record no negative duration.
        var isNext = Last is null ? point.Step == 1 : point.Step == Last.Step + 1;
        if (isNext && point.Seconds >= secondsBefore)
        {
            took(point.Seconds - secondsBefore);
        }

        (Last, secondsBefore) = (point, point.Seconds);
        Steps++;
        Tokens += point.LabelTokens;
        Samples += SamplesIn(point.Step);
    }

    /// <summary>The last step of an epoch has the samples that are left.</summary>
    private long SamplesIn(int step)
    {
        if (effectiveBatch is not { } batch || samplesInEpoch == 0)
        {
            return 0;
        }

        var stepsInEpoch = (samplesInEpoch + batch - 1) / batch;
        return Math.Min(batch, samplesInEpoch - ((step - 1) % stepsInEpoch * batch));
    }

    private static int? ReadEffectiveBatch(string spec)
    {
        try
        {
            return JsonNode.Parse(spec)?["training"]?["effective_batch"]?.GetValue<int>();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
