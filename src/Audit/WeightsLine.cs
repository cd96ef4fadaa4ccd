using LmmCl.Abstractions;
using LmmCl.EventStore.Projections;
using LmmCl.Events;
using LmmCl.Modeling.Checkpoints;

namespace LmmCl.Audit;

/// <summary>
/// Each checkpoint says which weights it is applied to and which it makes of them: the first must be what the checkpoint of the stage
/// before made.
/// </summary>
internal static class WeightsLine
{
    /// <summary>Every checkpoint that does not follow from the one before. Missing and damaged ones are found as files.</summary>
    public static IEnumerable<AuditFinding> FindFaults(string stream, string root, IEnumerable<RecordedEvent> history)
    {
        var made = new Dictionary<int, string>();
        foreach (var recorded in history)
        {
            if (recorded.What is not CheckpointWritten written || Read(written, root) is not { } manifest)
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

    private static CheckpointManifest? Read(CheckpointWritten written, string root)
    {
        try
        {
            return CheckpointManifest.Open(Evidence.Of(written).Inside(root), checkContents: false);
        }
        catch (InputException)
        {
            return null;
        }
    }
}
