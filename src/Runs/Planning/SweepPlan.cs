using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Planning;

/// <summary>The needs of a sweep.</summary>
/// <param name="Sweep">Name of the sweep.</param>
/// <param name="Methods">A plan for each method; rates, seeds and orders change none of it.</param>
/// <param name="Experiments">Number of experiments.</param>
/// <param name="Complete">Number of those that are complete.</param>
/// <param name="Left">Time that the others take one after another; null if none of the sweep is complete.</param>
/// <param name="Disk">Disk space that all of them keep.</param>
public sealed record SweepPlan(
    string Sweep, IReadOnlyList<ResourcePlan> Methods, int Experiments, int Complete, TimeSpan? Left, long Disk)
{
    /// <summary>The needs on a cluster; null if none was named.</summary>
    public ClusterPlan? Cluster { get; init; }

    internal static async Task<SweepPlan> OfAsync(
        string sweep,
        IReadOnlyList<ExperimentSpec> specs,
        ResourcePlanner planner,
        PlanOptions options,
        IEventLog? log,
        CancellationToken ct)
    {
        var plans = new Dictionary<string, ResourcePlan>(StringComparer.Ordinal);
        foreach (var spec in specs.DistinctBy(spec => spec.Label))
        {
            plans[spec.Label] = await planner.PlanAsync(spec, options, ct);
        }

        var times = log is null ? [] : await TimesAsync(specs, log, ct);
        var waiting = specs.Where(spec => !times.ContainsKey(spec.Experiment)).ToList();
        TimeSpan? left = times.Count == 0 ? null : waiting.Aggregate(TimeSpan.Zero, (sum, spec) => sum + Usual(spec.Label, specs, times));
        return new SweepPlan(
            sweep, [.. plans.Values], specs.Count, times.Count, left, specs.Sum(spec => plans[spec.Label].Disk.Kept));
    }

    /// <summary>Mean time of the complete experiments of a method, or of all if it has none.</summary>
    private static TimeSpan Usual(string label, IReadOnlyList<ExperimentSpec> specs, Dictionary<string, TimeSpan> times)
    {
        var own = specs.Where(spec => spec.Label == label && times.ContainsKey(spec.Experiment))
            .Select(spec => times[spec.Experiment])
            .ToList();
        return TimeSpan.FromTicks((long)(own.Count > 0 ? own : [.. times.Values]).Average(time => time.Ticks));
    }

    private static async Task<Dictionary<string, TimeSpan>> TimesAsync(
        IReadOnlyList<ExperimentSpec> specs, IEventLog log, CancellationToken ct)
    {
        var times = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        foreach (var name in specs.Select(spec => spec.Experiment))
        {
            var history = await log.ReadHistoryAsync(name, ct: ct);
            if (history.Count > 0 && history[^1].What is ExperimentCompleted completed)
            {
                times[name] = completed.Elapsed;
            }
        }

        return times;
    }
}
