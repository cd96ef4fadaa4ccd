using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;

namespace LmmCl.Audit;

/// <summary>Compares the plans of sweeps with the experiments of the store, and names planned ones that are missing.</summary>
/// <param name="experiments">The first event of every experiment; null where it does not begin with a start.</param>
internal sealed class PlannedSweeps(IReadOnlyDictionary<string, RecordedEvent?> experiments)
{
    private readonly List<(string What, string Covered)> covered = [];
    private readonly List<AuditFinding> faults = [];
    private readonly List<AuditFinding> missing = [];
    private readonly List<string> notes = [];

    /// <summary>The sweeps, each with the number of its experiments.</summary>
    public IReadOnlyList<(string What, string Covered)> Covered => covered;

    /// <summary>Plans that contradict the experiments or themselves.</summary>
    public IReadOnlyList<AuditFinding> Faults => faults;

    /// <summary>Planned experiments that the store does not have.</summary>
    public IReadOnlyList<AuditFinding> Missing => missing;

    /// <summary>Observations that are not problems.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>Checks the plans of one sweep.</summary>
    /// <param name="stream">The stream of its plans.</param>
    /// <param name="history">The events of that stream.</param>
    public void Check(string stream, IReadOnlyList<RecordedEvent> history)
    {
        foreach (var recorded in history.Where(recorded => !IsPlanOf(stream, recorded.What)))
        {
            faults.Add(AuditFinding.At(
                stream, recorded.Sequence, "it is not a plan of this sweep, and a sweep's stream has nothing else."));
        }

        var plans = history.Where(recorded => IsPlanOf(stream, recorded.What)).ToList();
        var planned = plans.SelectMany(plan => Experiments(plan).Select(experiment => experiment.Name)).Distinct().ToList();
        foreach (var name in planned)
        {
            Check(stream, name, [.. plans.Where(plan => Experiments(plan).Any(experiment => experiment.Name == name))]);
        }

        var present = planned.Count(experiments.ContainsKey);
        covered.Add((stream, $"{history.Count} plans, {present} of {planned.Count} planned experiments are in the store"));
    }

    private void Check(string stream, string name, IReadOnlyList<RecordedEvent> plans)
    {
        if (!experiments.TryGetValue(name, out var start))
        {
            missing.Add(AuditFinding.At(
                stream,
                plans[0].Sequence,
                $"the experiment '{name}' was planned, and is not in the store: it never started, or was deleted."));
        }
        else if (start is { What: ExperimentStarted started })
        {
            if (plans.LastOrDefault(plan => plan.Sequence < start.Sequence) is not { } plan)
            {
                notes.Add($"'{name}' started before the sweep that has it was planned.");
            }
            else if (Experiments(plan).First(experiment => experiment.Name == name) is var said
                && (said.Seed, said.Method) != (started.Seed, started.Method))
            {
                faults.Add(AuditFinding.At(
                    name,
                    start.Sequence,
                    $"it has seed {started.Seed} and method {started.Method}; seed {said.Seed} and method {said.Method} were planned."));
            }
        }
    }

    private static bool IsPlanOf(string stream, IExperimentEvent what) =>
        what is SweepPlanned plan && SweepStreams.Of(plan.Sweep) == stream;

    private static IReadOnlyList<PlannedExperiment> Experiments(RecordedEvent plan) => ((SweepPlanned)plan.What).Experiments;
}
