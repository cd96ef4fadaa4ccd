using LmmCl.Abstractions;

namespace LmmCl.Fidelity;

/// <summary>Every suite that this version can check.</summary>
public static class GoldenSuites
{
    /// <summary>In the order of the report.</summary>
    /// <param name="methods">A fresh method of an id, such as a host's plugins give.</param>
    public static IReadOnlyList<IGoldenSuite> With(Func<string, IMitigationMethod> methods) =>
    [
        new Suites.Images.ImagesSuite(),
        new Suites.Tokenizers.TokenizersSuite(),
        new Suites.Labels.LabelsSuite(),
        new Suites.Scorers.ScorersSuite(),
        new Suites.Metrics.MetricsSuite(),
        new Suites.Probes.ProbesSuite(),
        new Suites.Families.FamiliesSuite(methods),
        new Suites.Training.TrainingSuite(),
        new Suites.Methods.MethodsSuite(methods),
    ];
}
