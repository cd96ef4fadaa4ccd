using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Hardware;

namespace LmmCl.Fidelity;

/// <summary>All suites that this version can check.</summary>
public static class GoldenSuites
{
    /// <summary>The suites in report order.</summary>
    /// <param name="methods">Creates a method by id, for example from a host's plugins.</param>
    /// <param name="placement">Device and data type for the suites of whole models (families, training); null for fp32 on the CPU.</param>
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
