using LmmCl.Audit;
using LmmCl.EventStore.Projections;
using LmmCl.Events;
using LmmCl.Runs.Experiments;

namespace LmmCl.Audit.Leftovers;

/// <summary>What events need of a run folder: everything that any of them names, and what a resume goes on from.</summary>
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

    /// <summary>What the events say of the folder and is not so; null where the two belong together.</summary>
    public string? FindFault(string root) =>
        named.Select(evidence => evidence.FindFault(root, checkContents: false)).FirstOrDefault(fault => fault is not null);

    /// <summary>Whether an event names a file, a folder around it, or something in it.</summary>
    public bool Names(string path) => paths.Any(known => IsWithin(known, path) || IsWithin(path, known));

    /// <summary>Whether a stage's training can still go on from what it saved.</summary>
    public bool MayTrain(StageId stage) => !progress.Completed && progress[stage].Checkpoint is null;

    /// <summary>Whether the answers to a benchmark can still be added to.</summary>
    /// <param name="stage">Of which stage.</param>
    /// <param name="variant">A variant of the method; null for the stage's own model.</param>
    /// <param name="benchmark">Id of the benchmark.</param>
    public bool MayAnswer(StageId stage, string? variant, string benchmark) =>
        !progress.Completed && !(variant is null ? progress[stage].HasScore(benchmark) : progress[stage].HasScore(variant, benchmark));

    private static bool IsWithin(string path, string folder) =>
        path == folder || path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
