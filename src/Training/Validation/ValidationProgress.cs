using LmmCl.Training.Optimisation;

namespace LmmCl.Training.Validation;

/// <summary>
/// State after applying a stage's validation measurements in order; determines the best step and early stopping. A resumed stage continues
/// from it, and an audit recomputes it.
/// </summary>
/// <param name="Step">Step of the last measurement; 0 before the first.</param>
/// <param name="BestStep">Step of the best measurement; 0 before the first.</param>
/// <param name="Best">The figure of that measurement.</param>
/// <param name="Stale">Number of successive measurements since the best.</param>
internal sealed record ValidationProgress(int Step, int BestStep, double Best, int Stale)
{
    /// <summary>No measurement yet.</summary>
    public static ValidationProgress None { get; } = new(0, 0, 0, 0);

    /// <summary>Returns the state after the next measurement. Of equal measurements, the first counts as the best.</summary>
    public ValidationProgress Apply(int step, double loss, double? score, ValidationOptions options)
    {
        var (figure, isBetter) = options.Metric == ValidationMetric.Score
            ? (score ?? 0, score > Best)
            : (loss, loss < Best);
        return BestStep == 0 || isBetter ? new(step, step, figure, 0) : this with { Step = step, Stale = Stale + 1 };
    }

    /// <summary>Returns true if a measurement is due after a step and has not been taken yet.</summary>
    public bool IsDue(int step, int steps, ValidationOptions options) =>
        step > Step && (step % options.Every == 0 || step == steps);

    /// <summary>Returns true if the patience is exhausted: that many measurements have passed since the best.</summary>
    public bool IsOver(ValidationOptions options) => Stale >= options.Patience;

    /// <summary>Returns the reason for ending training before its last step.</summary>
    public string Reason(ValidationOptions options)
    {
        var figure = options.Metric == ValidationMetric.Score ? "score" : "loss";
        var measurements = Stale == 1 ? "1 measurement" : $"{Stale} measurements";
        return $"the validation {figure} has not improved in {measurements} since step {BestStep}";
    }
}
