using LmmCl.Audit;
using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.Runs.Experiments;

namespace LmmCl.Audit.Leftovers;

/// <summary>Files of a run folder that the events need: all that any event names, and all that a resume needs.</summary>
internal sealed class NeededFiles
{
    private readonly List<Evidence> named;
    private readonly HashSet<string> paths;
    private readonly ExperimentProgress progress = new();

    public NeededFiles(string root, IReadOnlyList<RecordedEvent> history)
    {
        named = [.. history.SelectMany(recorded => Evidence.Of(recorded.What)).Distinct()];
        paths = named.Select(evidence => Path.GetFullPath(Path.Combine(root, evidence.Path))).ToHashSet(StringComparer.Ordinal);
        foreach (var recorded in history)
        {
            progress.Apply(recorded.What);
        }
    }

    /// <summary>The first mismatch between the events and the folder; null if they belong together.</summary>
    public string? FindFault(string root) =>
        named.Select(evidence => evidence.FindFault(root, checkContents: false)).FirstOrDefault(fault => fault is not null);

    /// <summary>True if an event names the path, a folder that contains it, or something inside it.</summary>
    public bool Names(string path) => paths.Any(known => RealPath.IsWithin(known, path) || RealPath.IsWithin(path, known));

    /// <summary>True if a stage's training can still resume from its saved state.</summary>
    public bool MayTrain(StageId stage) => !progress.Completed && progress[stage].Checkpoint is null;

    /// <summary>True if the answers to a benchmark can still be completed.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="variant">A variant of the method; null for the stage's own model.</param>
    /// <param name="benchmark">Id of the benchmark.</param>
    public bool MayAnswer(StageId stage, string? variant, string benchmark) =>
        !progress.Completed && !(variant is null ? progress[stage].HasScore(benchmark) : progress[stage].HasScore(variant, benchmark));
}
