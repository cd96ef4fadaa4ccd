namespace LmmCl.Evaluation.Probes;

/// <summary>Number bias of a generated text: mean and maximum over its steps. A figure that is infinite or has no steps is null.</summary>
/// <param name="Steps">The generated steps, including the one that ended the text.</param>
public sealed record SampleBias(IReadOnlyList<StepBias> Steps)
{
    /// <summary>Names of the figures, as used in the study's analysis.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "avg_max_number_logit", "max_number_logit", "avg_total_number_prob", "max_total_number_prob",
        "avg_max_number_prob", "max_max_number_prob", "num_generation_steps",
    ];

    /// <summary>Returns a figure by name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The name is not among <see cref="Names"/>.</exception>
    public double? this[string name] => name switch
    {
        "avg_max_number_logit" => Finite(Mean(step => step.LargestLogit)),
        "max_number_logit" => Finite(Largest(step => step.LargestLogit)),
        "avg_total_number_prob" => Finite(Mean(step => step.TotalProbability)),
        "max_total_number_prob" => Finite(Largest(step => step.TotalProbability)),
        "avg_max_number_prob" => Finite(Mean(step => step.LargestProbability)),
        "max_max_number_prob" => Finite(Largest(step => step.LargestProbability)),
        "num_generation_steps" => Steps.Count,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such figure."),
    };

    private double? Mean(Func<StepBias, double> part) => Steps.Count == 0 ? null : Steps.Average(part);

    private double? Largest(Func<StepBias, double> part) => Steps.Count == 0 ? null : Steps.Max(part);

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
