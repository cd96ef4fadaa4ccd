using LmmCl.Events;
using LmmCl.EventStore.Projections;

namespace LmmCl.Audit;

/// <summary>
/// Checks the chain of custody in the events of one experiment: each stage starts from the final checkpoint of the previous one, and before
/// it ends with its own its parameters are compared, so that frozen ones have the same hash before and after.
/// </summary>
internal static class Custody
{
    /// <summary>All violations in a history.</summary>
    public static IEnumerable<AuditFinding> FindFaults(string stream, IEnumerable<RecordedEvent> history)
    {
        var checkpoints = new Dictionary<StageId, ContentHash>();
        var verifiedStages = new HashSet<StageId>();
        foreach (var recorded in history)
        {
            AuditFinding Here(string problem) => AuditFinding.At(stream, recorded.Sequence, problem);

            switch (recorded.What)
            {
                case StageStarted started:
                    ContentHash? expected = checkpoints.TryGetValue(new StageId(started.Stage.Number - 1), out var before) ? before : null;
                    if (expected != started.ParentCheckpoint)
                    {
                        var (began, ended) = (Say(started.ParentCheckpoint), Say(expected));
                        yield return Here($"stage {started.Stage} began with {began}, the stage before ended with {ended}.");
                    }

                    break;
                case CheckpointWritten written:
                    checkpoints[written.Stage] = written.Manifest;
                    if (!verifiedStages.Contains(written.Stage))
                    {
                        yield return Here(
                            $"stage {written.Stage} has a checkpoint, but nobody compared its parameters with those before it.");
                    }

                    break;
                case ParametersVerified verified:
                    verifiedStages.Add(verified.Stage);
                    if (verified.FrozenBefore != verified.FrozenAfter || verified.Violations.Count > 0)
                    {
                        var names = string.Join(", ", verified.Violations.Take(5));
                        yield return Here($"stage {verified.Stage} did not keep to what it said would train: {names}.");
                    }

                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>
    /// Observations that are not violations: a method may restore what it trained, in which case the stage taught nothing. A parameter that
    /// received a gradient and is unchanged is a violation.
    /// </summary>
    public static IEnumerable<string> FindNotes(string stream, IEnumerable<RecordedEvent> history) =>
        from verified in history.Select(recorded => recorded.What).OfType<ParametersVerified>()
        where verified.TrainedTensors > 0 && verified.ChangedTensors == 0
        select $"stage {verified.Stage} of '{stream}' changed none of the {verified.TrainedTensors} parameters that it trained.";

    private static string Say(ContentHash? checkpoint) => checkpoint is { } hash ? $"checkpoint {hash.Short}" : "no checkpoint";
}
