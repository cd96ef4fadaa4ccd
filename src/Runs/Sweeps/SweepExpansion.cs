using System.Globalization;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Sweeps;

/// <summary>
/// Expands a sweep into experiments. An experiment's name contains the sweep, method, order, rate and seed, and depends on nothing else in
/// the sweep, so that a sweep can be extended without rerunning experiments.
/// </summary>
internal static class SweepExpansion
{
    private const int LongestName = 100;

    /// <summary>Expands every combination of order, method, rate and seed, in this nesting.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="runs">Parent folder of the run folders, where worlds are generated.</param>
    /// <exception cref="InputException">An experiment's name would be too long.</exception>
    public static IReadOnlyList<ExperimentSpec> Expand(SweepSpec sweep, string runs) =>
    [
        .. from order in sweep.Orders
           from method in sweep.Methods
           from rate in method.LearningRates
           from seed in sweep.Seeds
           select Experiment(sweep, order, method, rate, seed, runs),
    ];

    /// <summary>The same experiments as plans, with all references resolved and checked.</summary>
    /// <exception cref="InputException">Something that they name does not exist or is invalid.</exception>
    public static IReadOnlyList<ExperimentPlan> Plan(SweepSpec sweep, string runs, PluginCatalogue catalogue, PluginMethods methods) =>
        [.. Expand(sweep, runs).Select(spec => ExperimentPlan.Create(spec, runs, catalogue, methods))];

    /// <summary>The event that records a sweep's experiments.</summary>
    /// <param name="sweep">Name of the sweep.</param>
    /// <param name="file">Hash of its file.</param>
    /// <param name="plans">Its experiments.</param>
    public static SweepPlanned Planned(string sweep, ContentHash file, IReadOnlyList<ExperimentPlan> plans) => new(
        sweep,
        file,
        [
            .. plans.Select(plan => plan.Spec).Select(spec =>
                new PlannedExperiment(spec.Experiment, spec.Method, spec.Training.LearningRate, spec.Seed)),
        ]);

    private static ExperimentSpec Experiment(SweepSpec sweep, SweepOrder order, SweepMethod method, double rate, int seed, string runs)
    {
        var drawn = sweep.World is null ? new DrawnWorld(Path.Combine(runs, "worlds", $"{SweepFile.TinyWorld}-{seed}"), seed) : null;
        return new ExperimentSpec
        {
            Experiment = Name(sweep, order, method, rate, seed),
            Label = method.Label,
            Model = sweep.Model,
            World = drawn?.File() ?? sweep.World!,
            Skills = order.Skills,
            Method = method.Method,
            Settings = method.Settings,
            SettingsPlace = method.SettingsPlace,
            SettingsFolder = sweep.Folder,
            Rules = ExperimentRules.Current,
            Seed = seed,
            Training = method.Training with { LearningRate = rate, Seed = seed },
            Evaluation = sweep.Evaluation with { ProbeCaptions = sweep.Evaluation.ProbeCaptions ?? drawn?.ProbeCaptions },
            AsPublished = sweep.AsPublished,
            Device = sweep.Device,
            Dtype = sweep.Dtype,
        };
    }

    private static string Name(SweepSpec sweep, SweepOrder order, SweepMethod method, double rate, int seed)
    {
        var inOrder = order.Name == SweepOrder.Default ? "" : $"-{order.Name}";
        var name = string.Create(
            CultureInfo.InvariantCulture, $"{sweep.Sweep}-{method.Label}{inOrder}-rate{rate:0.############}-seed{seed}");
        return name.Length <= LongestName
            ? name
            : throw new InputException(
                $"sweep '{sweep.Sweep}'",
                $"the name '{name}' is longer than {LongestName} letters.",
                "Shorten the sweep's name or the label.");
    }
}
