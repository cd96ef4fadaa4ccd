using LmmCl.Events;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Jobs;

namespace LmmCl.Runs.Slurm;

/// <summary>The end of a job: what Slurm says of it, together with what its run recorded.</summary>
/// <param name="Outcome">The way in which it ended.</param>
/// <param name="Stage">The stage that it was in; null if it was in none.</param>
/// <param name="Failure">Classified reason of a stage that failed; null otherwise.</param>
/// <param name="Reason">Reason, as text.</param>
/// <param name="IsRecorded">True if the run recorded its end itself, or had not begun a stage.</param>
internal sealed record JobVerdict(JobOutcome Outcome, StageId? Stage, FailureKind? Failure, string Reason, bool IsRecorded)
{
    /// <summary>Judges a job that is over.</summary>
    /// <param name="journal">The experiment's events, with all that the job recorded.</param>
    /// <param name="job">The job in Slurm's queue; null if Slurm does not know it.</param>
    /// <param name="output">The file with what the job printed.</param>
    public static JobVerdict Of(ExperimentJournal journal, SlurmJob? job, string output)
    {
        if (journal.Progress.Completed)
        {
            return new(JobOutcome.Completed, null, null, "", true);
        }

        var stage = journal.History.OfType<StageStarted>().Select(started => (StageId?)started.Stage)
            .LastOrDefault(started => !journal.Progress[started!.Value].Completed);
        var end = journal.History.Reverse()
            .TakeWhile(happened => happened is not (ExperimentStarted or ExperimentResumed))
            .FirstOrDefault(happened => happened is StageFailed or ExperimentPaused);
        var isRecorded = stage is null || end is not null;
        return (end, job?.Outcome) switch
        {
            (StageFailed failed, null or JobOutcome.Failed or JobOutcome.Completed) =>
                new(JobOutcome.Failed, failed.Stage, failed.Kind, failed.Message, true),
            (ExperimentPaused { Reason: JobReasons.LastTimeLimit } paused, _) =>
                new(JobOutcome.RequeuedTooOften, paused.Stage, null, paused.Reason, true),
            (_, null) =>
                new(JobOutcome.Lost, stage, KindOf(null), $"Slurm does not know the job any more. See {output}", isRecorded),
            (_, JobOutcome.Failed or JobOutcome.Completed) =>
                new(JobOutcome.Failed, stage, null, $"The job ended early ({job!.State}). See {output}", isRecorded),
            (_, { } outcome) =>
                new(outcome, stage, KindOf(outcome), $"Slurm ended the job: {job!.State}", isRecorded),
        };
    }

    /// <summary>The event that the run could not record any more.</summary>
    public StageFailed ToEvent(ExperimentJournal journal) =>
        new(Stage!.Value, Failure ?? FailureKind.Killed, Reason, journal.Progress.Attempt);

    private static FailureKind KindOf(JobOutcome? outcome) =>
        outcome == JobOutcome.OutOfMemory ? FailureKind.OutOfMemory : FailureKind.Killed;
}
