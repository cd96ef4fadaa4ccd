using LmmCl.Events;

namespace LmmCl.Runs.Jobs;

/// <summary>
/// The events that may follow in a stream of jobs. Nothing else is recorded, so that a recorded history cannot break a rule.
/// </summary>
public static class JobRules
{
    /// <summary>The reason for which an event cannot come next; null if it can.</summary>
    public static string? FindObstacle(this JobsState state, IJobEvent next) => next switch
    {
        _ when next.Number != state.Events + 1 => $"it is event {next.Number} of the stream, {state.Events + 1} comes next.",
        JobsPlanned => null,
        JobAnnounced announced => state.Find(announced.Experiment) switch
        {
            null => NotPlanned(announced.Experiment),
            { IsOpen: true } open => $"submission {open.Submission} of '{open.Experiment}' has not ended.",
            { IsComplete: true } complete => $"'{complete.Experiment}' is complete.",
            { } entry when announced.Submission != entry.Submission + 1 =>
                $"it is submission {announced.Submission} of '{entry.Experiment}', {entry.Submission + 1} comes next.",
            _ => null,
        },
        JobSubmitted submitted => Refuse(state, submitted.Experiment, submitted.Submission, JobStatus.Announced),
        JobEnded ended => Refuse(state, ended.Experiment, ended.Submission, JobStatus.Announced, JobStatus.Submitted),
        _ => "it is not an event of a job.",
    };

    private static string? Refuse(JobsState state, string experiment, int submission, params ReadOnlySpan<JobStatus> allowed) =>
        state.Find(experiment) is not { } entry ? NotPlanned(experiment)
        : entry.Submission != submission ? $"it is of submission {submission} of '{experiment}', the last is {entry.Submission}."
        : !allowed.Contains(entry.Status) ? $"submission {submission} of '{experiment}' is {entry.Status.ToString().ToLowerInvariant()}."
        : null;

    private static string NotPlanned(string experiment) => $"'{experiment}' was not planned.";
}
