namespace LmmCl.Audit.Tests;

/// <summary>
/// Edits that neither 'audit verify' nor 'audit replay' can notice without a seal: the table in docs/audit.md. A pattern that ends with
/// <c>*</c> covers every name that begins with it.
/// </summary>
internal static class UnprovenFields
{
    // Found by 'audit rerun'.
    private static readonly string[] reruns =
    [
        "training-progressed.points.gradientNorm", "training-progressed.points.learningRate", "training-progressed.points.loss",
        "parameters-selected.total", "parameters-verified.changedTensors", "parameters-verified.frozenTensors",
        "stage-started.samples", "stage-started.data", "probe-measured.*", "without probe-measured", "byte of probes", "byte of inputs",
        "byte of answers.reply", "byte of answers.prompt", "byte of answers.doc", "byte of answers.questions",
        "byte of answers.max_new_tokens", "byte of answers.id",
    ];

    // Statements about a moment that is over.
    private static readonly string[] statements =
    [
        "*.elapsed", "training-progressed.points.seconds", "resources-measured.*", "method-measured.*", "without resources-measured",
        "without method-measured", "state-saved.*", "without state-saved", "experiment-started.environment.*", "experiment-started.hardware.*",
        "experiment-started.packages.*", "experiment-started.recipe", "experiment-started.baseModel", "inputs-recorded.conditions.*",
        "plugin-loaded.contract", "plugin-loaded.capabilities", "time of experiment-completed", "time of experiment-started",
    ];

    // A history that ends earlier.
    private static readonly string[] ends = ["without experiment-completed"];

    // The order of measurements of one model.
    private static readonly string[] orders =
    [
        "benchmark-scored before benchmark-scored", "probe-measured before benchmark-scored", "resources-measured before *",
        "*before resources-measured", "inputs-recorded before plugin-loaded",
    ];

    public static bool Contains(string edit)
    {
        var what = edit.StartsWith("again ", StringComparison.Ordinal) ? edit["again ".Length..] : edit;
        return reruns.Concat(statements).Concat(orders).Concat(ends).Any(pattern => Fits(pattern, what));
    }

    private static bool Fits(string pattern, string what) =>
        pattern.EndsWith('*') ? what.StartsWith(pattern[..^1], StringComparison.Ordinal)
        : pattern.StartsWith('*') ? what.EndsWith(pattern[1..], StringComparison.Ordinal)
        : what == pattern;
}
