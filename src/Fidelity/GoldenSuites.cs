using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Hardware;

namespace LmmCl.Fidelity;

/// <summary>Every suite that this version can check.</summary>
public static class GoldenSuites
{
    /// <summary>In the order of the report.</summary>
    /// <param name="methods">A fresh method of an id, such as a host's plugins give.</param>
    /// <param name="placement">
    /// Where the suites of whole models (families, training) compute, and in which type; null for fp32 on the CPU.
    /// </param>
    public static IReadOnlyList<IGoldenSuite> With(Func<string, IMitigationMethod> methods, Placement? placement = null) =>
    [
        new Suites.Images.ImagesSuite(),
        new Suites.Tokenizers.TokenizersSuite(),
        new Suites.Labels.LabelsSuite(),
        new Suites.Scorers.ScorersSuite(),
        new Suites.Metrics.MetricsSuite(),
        new Suites.Probes.ProbesSuite(),
        new Suites.Families.FamiliesSuite(methods, placement ?? Placement.Default),
        new Suites.Training.TrainingSuite(placement ?? Placement.Default),
        new Suites.Methods.MethodsSuite(methods),
    ];
}
