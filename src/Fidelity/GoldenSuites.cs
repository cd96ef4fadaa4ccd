namespace LmmCl.Fidelity;

/// <summary>Every suite that this version can check.</summary>
public static class GoldenSuites
{
    /// <summary>In the order of the report.</summary>
    public static IReadOnlyList<IGoldenSuite> All { get; } =
    [
        new Suites.Images.ImagesSuite(),
        new Suites.Tokenizers.TokenizersSuite(),
        new Suites.Labels.LabelsSuite(),
        new Suites.Scorers.ScorersSuite(),
        new Suites.Metrics.MetricsSuite(),
        new Suites.Probes.ProbesSuite(),
        new Suites.Families.FamiliesSuite(),
        new Suites.Training.TrainingSuite(),
    ];
}
