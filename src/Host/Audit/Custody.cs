using LmmCl.Abstractions.Events;
using LmmCl.EventStore.Projections;

namespace LmmCl.Host.Audit;

/// <summary>
/// What must hold between the events of one experiment: each stage begins with the checkpoint that the stage before ended with, and what was
/// frozen has the same hash before and after.
/// </summary>
internal static class Custody
{
    /// <summary>Everything in a history that does not hold.</summary>
    public static IEnumerable<AuditFinding> FindFaults(string stream, IEnumerable<RecordedEvent> history)
    {
        var checkpoints = new Dictionary<StageId, ContentHash>();
        foreach (var recorded in history)
        {
            AuditFinding Here(string problem) => AuditFinding.At(stream, recorded.Sequence, problem);

            switch (recorded.What)
            {
                case StageStarted { ParentCheckpoint: { } parent } started:
                    var expected = checkpoints.GetValueOrDefault(new StageId(started.Stage.Number - 1));
                    if (expected != parent)
                    {
                        yield return Here($"stage {started.Stage} began with checkpoint {parent.Short}, the stage before ended with {expected.Short}.");
                    }

                    break;
                case CheckpointWritten written:
                    checkpoints[written.Stage] = written.Manifest;
                    break;
                case ParametersVerified verified when verified.FrozenBefore != verified.FrozenAfter || verified.Violations.Count > 0:
                    yield return Here($"stage {verified.Stage} changed what it said it would not: {string.Join(", ", verified.Violations.Take(5))}.");
                    break;
                default:
                    break;
            }
        }
    }
}
