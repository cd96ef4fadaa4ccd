using LmmCl.Events;
using LmmCl.Training.Optimisation;
using LmmCl.Training.Validation;

namespace LmmCl.Audit;

/// <summary>
/// The recorded measurements of a stage on its validation data, against what the experiment's specification asks. A measurement that is
/// taken again after a resumption replaces the one before; if it comes to the same figures, it is not recorded again.
/// </summary>
/// <param name="options">What the specification asks; null if it asks for no measurements.</param>
internal sealed class RecordedMeasurements(ValidationOptions? options)
{
    private readonly SortedDictionary<int, ValidationMeasured> byStep = [];
    private int lastOfRun;

    /// <summary>Takes the next measurement.</summary>
    public void Take(ValidationMeasured measured)
    {
        byStep[measured.Step] = measured;
        lastOfRun = measured.Step;
    }

    /// <summary>Notes that the experiment was resumed, after which measurements may be repeated.</summary>
    public void Resume() => lastOfRun = 0;

    /// <summary>Returns what contradicts the specification or the measurements before; null if nothing does.</summary>
    /// <param name="measured">The next measurement.</param>
    /// <param name="steps">Number of planned steps.</param>
    public string? FindFault(ValidationMeasured measured, int steps) =>
        options is null ? "the experiment asks for no measurements on validation data."
        : measured.Step <= lastOfRun ? $"it measures step {measured.Step} after step {lastOfRun}, and nothing was resumed between them."
        : measured.Step % options.Every != 0 && measured.Step != steps
        ? $"it measures step {measured.Step}; every {options.Every} steps and the last of {steps} are measured."
        : measured.Score is null == options.MeasuresScore
        ? $"it has {(options.MeasuresScore ? "no score, the experiment asks for one" : "a score, the experiment asks for none")}."
        : Before(measured.Step).IsOver(options) ? $"it measures step {measured.Step}, training ended before it."
        : Before(measured.Step).Apply(measured.Step, measured.Loss, measured.Score, options) is var progress
            && progress.BestStep != measured.BestStep
        ? $"step {measured.BestStep} is said to be the best, by the measurements it is step {progress.BestStep}."
        : null;

    /// <summary>Returns what contradicts the measurements; null if nothing does.</summary>
    /// <param name="trained">The end of the stage's training.</param>
    /// <param name="steps">Number of planned steps.</param>
    public string? FindFault(StageTrained trained, int steps)
    {
        if (options is null)
        {
            return trained is { StoppedEarly: null, KeptStep: null } ? null
                : "it ends by measurements on validation data, of which the experiment asks for none.";
        }

        var last = trained.OptimizerSteps;
        var missing = Enumerable.Range(1, last).FirstOrDefault(step =>
            (step % options.Every == 0 || step == steps) && !byStep.ContainsKey(step));
        var progress = Before(last + 1);
        var isOver = progress.IsOver(options) && last < steps;
        var kept = options.Keep == KeptWeights.Best ? progress.BestStep : (int?)null;
        return missing > 0 ? $"step {missing} was not measured on validation data."
            : isOver && progress.Reason(options) != trained.StoppedEarly
            ? $"it stopped early because '{trained.StoppedEarly}'; by the measurements, {progress.Reason(options)}."
            : !isOver && trained.StoppedEarly is not null ? "it stopped early, the measurements give no reason for it."
            : trained.KeptStep != kept
            ? $"it keeps the weights of {Named(trained.KeptStep)}, by the measurements it keeps those of {Named(kept)}."
            : null;
    }

    private ValidationProgress Before(int step) => byStep.Values
        .TakeWhile(measured => measured.Step < step)
        .Aggregate(
            ValidationProgress.None,
            (progress, measured) => progress.Apply(measured.Step, measured.Loss, measured.Score, options!));

    private static string Named(int? step) => step is { } number ? $"step {number}" : "the last step";
}
