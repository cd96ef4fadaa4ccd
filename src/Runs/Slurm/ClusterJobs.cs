using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Stores;
using LmmCl.Runs.Jobs;
using LmmCl.Runs.Progress;

namespace LmmCl.Runs.Slurm;

/// <summary>The sweeps of a store that run on the cluster: plans them, finds those that have work left, and follows them.</summary>
/// <param name="log">The store.</param>
/// <param name="runs">Parent folder of the run folders.</param>
/// <param name="store">Path or address of the store.</param>
/// <param name="arguments">Arguments that the command of every job gets, besides the runs and the store.</param>
/// <param name="time">Clock.</param>
internal sealed class ClusterJobs(IEventLog log, string runs, string store, IReadOnlyList<string> arguments, TimeProvider time)
{
    /// <summary>Every sweep that has a stream of jobs.</summary>
    public Task<IReadOnlyList<JobStream>> ListAsync(CancellationToken ct) => JobStream.ListAsync(log, ct);

    /// <summary>Records which experiments of a sweep are to run as jobs, if that is not what was planned last.</summary>
    /// <param name="sweep">Name of the sweep.</param>
    /// <param name="missing">The experiments that are not complete.</param>
    /// <param name="settings">The executor's settings.</param>
    /// <param name="maxJobs">Maximum number of jobs at a time; null for no limit.</param>
    /// <param name="retryFailed">True to submit again what was given up.</param>
    /// <param name="ct">Stops reading.</param>
    public async Task<JobStream> PlanAsync(
        string sweep, IReadOnlyList<string> missing, SlurmSettings settings, int? maxJobs, bool retryFailed, CancellationToken ct)
    {
        StoredSettings.Write(runs, sweep, settings);
        var hash = StoredSettings.HashOf(settings);
        var stream = new JobStream(log, sweep);
        await stream.ReadAsync(ct);
        await stream.TryRecordAsync(state =>
            state.Plan is { } plan && (plan.Settings, plan.MaxJobs) == (hash, maxJobs) && !missing.Except(plan.Experiments).Any()
            && !(retryFailed && state.Entries.Any(entry => entry.GivenUp is not null))
                ? null
                : new JobsPlanned(state.Events + 1, sweep, hash, maxJobs, missing));
        return stream;
    }

    /// <summary>Submits and follows the jobs of a sweep until nothing is left to do.</summary>
    /// <exception cref="OperationCanceledException">Following was stopped; jobs go on.</exception>
    /// <exception cref="InputException">Slurm refused a submission, or its commands are not here.</exception>
    public async Task<JobsState> FollowAsync(JobStream stream, IWorkProgress progress, CancellationToken ct)
    {
        var settings = StoredSettings.Read(runs, stream.State.Plan!);
        string[] artifacts = settings.Artifacts is { } folder ? ["--artifacts", folder] : [];
        var submission = new JobSubmission(settings, log, runs, ["--runs", runs, .. StoreOf(settings), .. artifacts, .. arguments]);
        try
        {
            return await new SweepJobs(stream, settings, submission, log, EventLogs.Display(store), runs, progress, time).FollowAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            progress.End($"{stream.Sweep}: the jobs go on without this command; 'lmmcl resume' follows them again");
            throw;
        }
    }

    /// <summary>
    /// Arguments for the store that a node appends to. An SQLite file is for one machine; an address with a password is not put on the
    /// command line, and the node reads it from the environment that the host was started with.
    /// </summary>
    private string[] StoreOf(SlurmSettings settings) =>
        settings.NodeStore is { } named ? ["--store", named]
        : EventLogs.IsAddress(store) && !EventLogs.HasPassword(store) ? ["--store", store]
        : [];
}
