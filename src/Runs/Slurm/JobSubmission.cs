using System.Globalization;
using System.Security.Cryptography;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.Modeling.Files;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Jobs;

namespace LmmCl.Runs.Slurm;

/// <summary>Submits one experiment as a job: announces it in the store, prepares its files, sends it, records its id.</summary>
/// <param name="settings">The executor's settings.</param>
/// <param name="log">The store.</param>
/// <param name="runs">Parent folder of the run folders.</param>
/// <param name="arguments">Arguments that the command of every job gets.</param>
internal sealed class JobSubmission(SlurmSettings settings, IEventLog log, string runs, IReadOnlyList<string> arguments)
{
    /// <summary>Submits an experiment, unless another host is first.</summary>
    /// <returns>A sentence on the outcome; null if another host was first.</returns>
    /// <exception cref="InputException">Slurm refused it.</exception>
    public async Task<string?> SubmitAsync(JobStream stream, string experiment)
    {
        var key = $"lmmcl-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        var folder = RunFolder.Of(runs, experiment);
        using var claim = FileLock.TryTake(folder.HostLock);
        if (claim is null)
        {
            return "waits; another process runs it";
        }

        if (await AnnounceAsync(stream, experiment, key, folder) is not { } files)
        {
            return null;
        }

        claim.Dispose();

        try
        {
            var job = await SlurmQueue.SubmitAsync(JobScript.OptionsOf(files, settings, experiment, key), files.Script);
            if (job is null)
            {
                return "Slurm did not confirm the job; looking for it in the queue";
            }

            await stream.TryRecordAsync(state => new JobSubmitted(state.Events + 1, experiment, files.Submission, job));
            return $"submitted as job {job}";
        }
        catch (InputException refusal)
        {
            JobTicket.Remove(files);
            await stream.TryRecordAsync(state => new JobEnded(
                state.Events + 1, experiment, files.Submission, JobOutcome.Refused, null, null, refusal.Message));
            throw;
        }
    }

    /// <summary>Announces a job for a claimed experiment; because of the claim, no other run adds events while they are copied.</summary>
    private async Task<JobFiles?> AnnounceAsync(JobStream stream, string experiment, string key, RunFolder folder)
    {
        var isMine = await stream.TryRecordAsync(state => state.Find(experiment) is { IsToSubmit: true } entry && !state.IsFull
            ? new JobAnnounced(state.Events + 1, experiment, entry.Submission + 1, key)
            : null);
        if (!isMine)
        {
            return null;
        }

        var files = new JobFiles(folder, stream.State.Find(experiment)!.Submission);
        await JobHistory.WriteAsync(files, experiment, log, CancellationToken.None);
        var number = files.Submission.ToString(CultureInfo.InvariantCulture);
        JobScript.Write(files, settings, [experiment, "--submission", number, .. arguments]);
        new JobTicket(stream.Sweep, files.Submission, settings.MaxRequeues).Write(files);
        return files;
    }
}
