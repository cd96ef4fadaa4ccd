using System.Globalization;
using LmmCl.Events;
using LmmCl.Plugins;
using LmmCl.Plugins.Probing;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;
using LmmCl.Runs.Stages;
using LmmCl.Runs.Workers.Serving;
using LmmCl.Runs.Workers.Spool;
using Microsoft.Extensions.Logging;

namespace LmmCl.Runs.Workers;

/// <summary>
/// Runs a stage's work in a separate process, so that a native crash, a kill or a plugin that never returns ends that process only. One
/// worker serves an experiment, stage after stage, with the model kept in memory; after a failure the next work starts a new one.
/// </summary>
internal sealed class WorkerExecutor(
    RunOptions options,
    PluginCatalogue catalogue,
    IWorkProgress progress,
    IRecordedAnswers answers,
    ILogger<WorkerExecutor>? logger = null,
    IWorkerObserver? observer = null) : IExecutor, IAsyncDisposable
{
    // Grace period for plugins that observe their token.
    private static readonly TimeSpan toReturn = TimeSpan.FromSeconds(5);

    // A worker's memory should be that of its tensors. Without these settings, the runtime on a large machine keeps as much again in
    // garbage, and glibc keeps the memory of freed large tensors: a quarter of the peak of a model of 0.5B parameters.
    private static readonly (string Name, string Value)[] memorySettings =
        [("DOTNET_gcConcurrent", "0"), ("DOTNET_GCConserveMemory", "9"), ("MALLOC_MMAP_THRESHOLD_", "4194304")];

    private (string Run, WorkerProcess Process)? held;

    /// <inheritdoc/>
    public async Task RunAsync(StageJob job, ExperimentJournal journal, CancellationToken ct)
    {
        foreach (var work in job.Work)
        {
            await ServeAsync(work, job.Plan, job.Stage, journal, ct);
        }
    }

    /// <inheritdoc/>
    public async Task BeginAsync(ExperimentPlan plan)
    {
        var worker = await WorkerForAsync(plan.Folder.Root);
        worker.Send(new PrepareWork(SpecOf(plan), options.Runs, catalogue.Path, catalogue.MemoryFile));
    }

    /// <inheritdoc/>
    public async Task EndAsync()
    {
        if (held is { } worker)
        {
            held = null;
            await worker.Process.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await EndAsync();

    private async Task ServeAsync(StageWork work, ExperimentPlan plan, StageId stage, ExperimentJournal journal, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var worker = await WorkerForAsync(plan.Folder.Root);
        using var scope = logger?.BeginScope(new Dictionary<string, object> { [RunLogs.Worker] = worker.Id });
        var spool = new SpoolIngest(plan.Folder.Spool, journal, () => worker.AskToStop(WorkerTimeouts.Save));
        var done = false;
        try
        {
            spool.Begin();
            using var limit = new PluginCallLimit(options.PluginTimeout, () => worker.AskToStop(toReturn));
            using var stop = ct.Register(() => worker.AskToStop(WorkerTimeouts.Save));
            var events = journal.History.Select(EventLine.Of).ToList();
            var request = new DoWork(work, stage.Number, SpecOf(plan), options.Runs, catalogue.Path, catalogue.MemoryFile, events);
            await new WorkerSession(worker, progress, spool, limit, answers, observer).RunAsync(request, ct);
            done = true;
        }
        finally
        {
            if (!done || worker.AskedToStop)
            {
                // Its messages are complete, and its model may be in any state.
                worker.Kill();
                await EndAsync();
            }

            // However it ended, ingest its events first. If the log cannot be written, report that error and not the worker's failure,
            // which follows from it.
            await spool.FinishAsync();
        }
    }

    private static ExperimentSpec SpecOf(ExperimentPlan plan) => plan.Spec with { Device = plan.Placement.Device.ToString() };

    private async Task<WorkerProcess> WorkerForAsync(string run)
    {
        if (held is { } here && here.Run == run)
        {
            return here.Process;
        }

        await EndAsync();
        var program = HostProgram.StartInfo([WorkerLoop.Command]);
        program.Environment[WorkerThreads.Variable] = WorkerThreads.Count().ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in memorySettings)
        {
            program.Environment.TryAdd(name, value);
        }

        var worker = WorkerProcess.Start(program);
        held = (run, worker);
        logger?.LogDebug("Worker process {Worker} started", worker.Id);
        return worker;
    }
}
