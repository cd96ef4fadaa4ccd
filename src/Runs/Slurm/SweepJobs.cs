using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Jobs;
using LmmCl.Runs.Progress;

namespace LmmCl.Runs.Slurm;

/// <summary>
/// Submits the experiments of a sweep to Slurm and follows their jobs. All state is in the stream of jobs and in Slurm, so that following
/// can end at any time and be taken up by any host, or by several at once.
/// </summary>
/// <param name="stream">The sweep's jobs.</param>
/// <param name="settings">The executor's settings.</param>
/// <param name="submission">Submits one job.</param>
/// <param name="log">The store.</param>
/// <param name="store">Name of the store, as its errors begin.</param>
/// <param name="runs">Parent folder of the run folders.</param>
/// <param name="progress">Receives what happens.</param>
/// <param name="time">Clock.</param>
internal sealed class SweepJobs(
    JobStream stream,
    SlurmSettings settings,
    JobSubmission submission,
    IEventLog log,
    string store,
    string runs,
    IWorkProgress progress,
    TimeProvider time)
{
    // Slurm's controller may be between two states of a job, so one poll does not prove that the job is lost.
    private const int LooksForLost = 3;

    private readonly Dictionary<string, JobSpool> spools = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> missed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> told = new(StringComparer.Ordinal);
    private bool silent;
    private bool away;

    /// <summary>
    /// Time after which an announced job that Slurm does not have counts as never submitted: longer than sbatch may take.
    /// </summary>
    public static TimeSpan ToSubmit { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Submits and follows until nothing is left to do.</summary>
    /// <returns>The last state.</returns>
    /// <exception cref="OperationCanceledException">Following was stopped; jobs go on.</exception>
    /// <exception cref="InputException">Slurm refused a submission, or its commands are not here.</exception>
    public async Task<JobsState> FollowAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await TurnAsync(ct);
                Tell(ref away, false, "the store is back");
                if (stream.State.IsOver)
                {
                    return stream.State;
                }
            }
            catch (InputException error) when (error.Place == store)
            {
                // Each step of a turn can be taken again.
                Tell(ref away, true, $"the store cannot be reached; jobs that run go on. {error.Message}");
            }

            await Task.Delay(TimeSpan.FromSeconds(settings.PollSeconds), time, ct);
        }
    }

    private async Task TurnAsync(CancellationToken ct)
    {
        var state = await stream.ReadAsync(ct);
        if (await SlurmQueue.ListAsync(ct) is { } jobs)
        {
            Tell(ref silent, false, "Slurm's controller answers again");
            await LookAsync(state, jobs);
            await SubmitAsync(ct);
        }
        else
        {
            Tell(ref silent, true, "Slurm's controller does not answer; jobs that run go on");
            await IngestAsync(state);
        }
    }

    private void Tell(ref bool flag, bool value, string sentence)
    {
        if (flag != value)
        {
            flag = value;
            progress.End(sentence);
        }
    }

    private async Task LookAsync(JobsState state, IReadOnlyList<SlurmJob> jobs)
    {
        var byKey = jobs.GroupBy(job => job.Comment).ToDictionary(group => group.Key, group => group.First());
        foreach (var entry in state.Entries.Where(entry => entry.IsOpen))
        {
            var job = byKey.GetValueOrDefault(entry.Key) ?? jobs.FirstOrDefault(job => job.Id == entry.Job);
            await LookAsync(entry, job);
        }
    }

    private async Task LookAsync(JobEntry entry, SlurmJob? job)
    {
        if (entry.Status == JobStatus.Announced && job is not null)
        {
            // Its host ended, or could not tell whether Slurm had taken the job.
            await stream.TryRecordAsync(state => new JobSubmitted(state.Events + 1, entry.Experiment, entry.Submission, job.Id));
        }

        if (job is null)
        {
            await MissAsync(entry);
            return;
        }

        missed.Remove(entry.Key);
        if (job.Outcome is not null)
        {
            await EndAsync(entry, job);
            return;
        }

        await IngestAsync(entry);
        Show(entry, $"job {job.Id}, {job.State.ToLowerInvariant()}");
    }

    private async Task MissAsync(JobEntry entry)
    {
        if (entry.Status == JobStatus.Announced && time.GetUtcNow() - entry.ChangedAt < ToSubmit)
        {
            return;
        }

        var looks = missed[entry.Key] = missed.GetValueOrDefault(entry.Key) + 1;
        if (looks >= LooksForLost)
        {
            await EndAsync(entry, null);
        }
    }

    private async Task EndAsync(JobEntry entry, SlurmJob? job)
    {
        var files = FilesOf(entry);

        // From here on the job can record nothing, even if it is still running.
        JobTicket.Remove(files);
        await IngestAsync(entry);
        var journal = await ExperimentJournal.OpenAsync(log, entry.Experiment, CancellationToken.None);
        var verdict = JobVerdict.Of(journal, job, files.Output);
        if (!verdict.IsRecorded)
        {
            await journal.RecordAsync(verdict.ToEvent(journal));
        }

        await stream.TryRecordAsync(state => new JobEnded(
            state.Events + 1, entry.Experiment, entry.Submission, verdict.Outcome, verdict.Stage, verdict.Failure, verdict.Reason));
        spools.Remove(entry.Key);
        if (verdict.Outcome == JobOutcome.Completed)
        {
            File.Delete(files.Spool);
            File.Delete(files.History);
        }

        var now = stream.State.Find(entry.Experiment)!;
        Show(entry, now.IsComplete ? "complete" : now.GivenUp ?? $"{verdict.Reason}; it is sent again");
    }

    private async Task SubmitAsync(CancellationToken ct)
    {
        foreach (var entry in stream.State.Entries.Where(entry => entry.IsToSubmit))
        {
            // Another host may have submitted it meanwhile: its job must find the run folder unlocked.
            var now = await stream.ReadAsync(CancellationToken.None);
            if (ct.IsCancellationRequested || now.IsFull)
            {
                return;
            }

            if (now.Find(entry.Experiment) is { IsToSubmit: true }
                && await submission.SubmitAsync(stream, entry.Experiment) is { } sentence)
            {
                Show(entry, sentence);
            }
        }
    }

    private async Task IngestAsync(JobsState state)
    {
        foreach (var entry in state.Entries.Where(entry => entry.IsOpen))
        {
            await IngestAsync(entry);
        }
    }

    private async Task IngestAsync(JobEntry entry)
    {
        if (!spools.TryGetValue(entry.Key, out var spool))
        {
            spools[entry.Key] = spool = new JobSpool(FilesOf(entry).Spool, entry.Experiment);
        }

        await spool.IngestAsync(log);
    }

    private JobFiles FilesOf(JobEntry entry) => new(RunFolder.Of(runs, entry.Experiment), entry.Submission);

    private void Show(JobEntry entry, string sentence)
    {
        if (told.GetValueOrDefault(entry.Experiment) != sentence)
        {
            told[entry.Experiment] = sentence;
            progress.End($"{entry.Experiment}: {sentence}");
        }
    }
}
