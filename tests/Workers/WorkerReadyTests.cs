using LmmCl.Modeling.Files;
using LmmCl.Plugins;
using LmmCl.Plugins.Probing;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Stages;
using LmmCl.Runs.Workers;
using LmmCl.Runs.Workers.Serving;
using LmmCl.Runs.Workers.Spool;

namespace LmmCl.Workers.Tests;

/// <summary>The moment between a worker's lock and its work, in which its host may die and another one come.</summary>
[Collection(nameof(HostRuns))]
public sealed class WorkerReadyTests(FinishedExperiment finished) : IDisposable
{
    private readonly Workplace place = new(finished.World);

    [Fact]
    public async Task A_worker_holds_the_run_alone_and_does_nothing_before_its_host_speaks_again()
    {
        var spec = ExperimentFile.Read(place.Experiment());
        var folder = RunFolder.Of(place.Runs, spec.Experiment);
        var request = new DoWork(StageWork.Evaluate, 0, spec, place.Runs, new PluginSearchPath("/plugins", []), "/plugins.json", []);
        await using (var worker = Start(request))
        {
            Assert.IsType<WorkerReady>(await AnswerAsync(worker));
            Assert.Null(FileLock.TryTake(folder.WorkerLock));

            await using var other = Start(request);
            Assert.Equal(folder.WorkerLock, Assert.IsType<WorkFailed>(await AnswerAsync(other)).Input?.Place);
        }

        Assert.False(File.Exists(folder.Spool));
        using var free = FileLock.TryTake(folder.WorkerLock);
        Assert.NotNull(free);
    }

    [Fact]
    public async Task A_worker_that_ends_while_it_loads_a_plugin_blames_nobody()
    {
        var spec = ExperimentFile.Read(place.Experiment());
        var memory = Path.Combine(place.Root, "plugins.json");
        await using (var worker = WorkerProcess.Start(HostProgram.StartInfo([WorkerLoop.Command])))
        {
            worker.Send(new PrepareWork(spec, place.Runs, PluginCatalogue.Open(null).Path, memory));
        }

        Assert.DoesNotContain("Malfunctioned", File.Exists(memory) ? await File.ReadAllTextAsync(memory) : "", StringComparison.Ordinal);
    }

    public void Dispose() => place.Dispose();

    private static WorkerProcess Start(DoWork request)
    {
        var worker = WorkerProcess.Start(HostProgram.StartInfo([WorkerLoop.Command]));
        worker.Send(request);
        return worker;
    }

    private static async Task<WorkerMessage> AnswerAsync(WorkerProcess worker) =>
        MessageLine.Parse<WorkerMessage>((await worker.ReadAsync())!);
}
