using LmmCl.Training.Optimisation;

namespace LmmCl.Training.Validation;

/// <summary>
/// The state of a stage's measurements: a fold over them, from which follow the best step and the early end of training. A resumed stage
/// continues from it, and an audit repeats it.
/// </summary>
/// <param name="Step">Step of the last measurement; 0 before the first.</param>
/// <param name="BestStep">Step of the best measurement; 0 before the first.</param>
/// <param name="Best">The figure of that measurement.</param>
/// <param name="Stale">Number of successive measurements since the best.</param>
internal sealed record ValidationProgress(int Step, int BestStep, double Best, int Stale)
{
    /// <summary>No measurement yet.</summary>
    public static ValidationProgress None { get; } = new(0, 0, 0, 0);

    /// <summary>Takes the next measurement. Of equal ones, the first is the best.</summary>
    public ValidationProgress Apply(int step, double loss, double? score, ValidationOptions options)
    {
        var (figure, isBetter) = options.Metric == ValidationMetric.Score
            ? (score ?? 0, score > Best)
            : (loss, loss < Best);
        return BestStep == 0 || isBetter ? new(step, step, figure, 0) : this with { Step = step, Stale = Stale + 1 };
    }

    /// <summary>Returns true if the model is measured after a step, and that was not done yet.</summary>
    public bool IsDue(int step, int steps, ValidationOptions options) =>
        step > Step && (step % options.Every == 0 || step == steps);

    /// <summary>Returns true if the best is as many measurements ago as the options allow.</summary>
    public bool IsOver(ValidationOptions options) => Stale >= options.Patience;

    /// <summary>Says why training ends here before its last step.</summary>
    public string Reason(ValidationOptions options)
    {
        var figure = options.Metric == ValidationMetric.Score ? "score" : "loss";
        var measurements = Stale == 1 ? "1 measurement" : $"{Stale} measurements";
        return $"the validation {figure} has not improved in {measurements} since step {BestStep}";
    }
}
