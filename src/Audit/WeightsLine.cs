using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.Modeling.Checkpoints;

namespace LmmCl.Audit;

/// <summary>
/// Checks the line of weights: each checkpoint records the weights that it applies to and those that result, and the former must be the
/// result of the previous stage's checkpoint.
/// </summary>
internal static class WeightsLine
{
    /// <summary>
    /// Checkpoints that do not follow from the previous one. Missing and damaged checkpoints are found by the check of files.
    /// </summary>
    public static IEnumerable<AuditFinding> FindFaults(string stream, string root, IEnumerable<RecordedEvent> history)
    {
        var made = new Dictionary<int, string>();
        foreach (var recorded in history)
        {
            if (recorded.What is not CheckpointWritten written || ReadManifest(written, root) is not { } manifest)
            {
                continue;
            }

            made[written.Stage.Number] = manifest.State;
            if (made.TryGetValue(written.Stage.Number - 1, out var before) && manifest.Parent != before)
            {
                yield return AuditFinding.At(
                    stream,
                    recorded.Sequence,
                    $"{written.Path} belongs to weights {manifest.Parent?[..12]}, the stage before ended with weights {before[..12]}.");
            }
        }
    }

    /// <summary>The manifest of a stage's checkpoint; null if it cannot be read.</summary>
    public static CheckpointManifest? ReadManifest(CheckpointWritten written, string root) =>
        Readable.OrNull(() => CheckpointManifest.Open(Evidence.Of(written).Inside(root), checkContents: false));
}
