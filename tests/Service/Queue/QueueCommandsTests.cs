using LmmCl.Events;
using LmmCl.Host.Service;
using LmmCl.Runs.Queueing;

namespace LmmCl.Service.Tests.Queue;

/// <summary>Typed commands that change the queue of a running service.</summary>
[Collection(nameof(HostRuns))]
public sealed class QueueCommandsTests(FinishedExperiment finished) : IDisposable
{
    // Long enough to be met in the middle.
    private const string ManySteps = "{ effective_batch: 4, micro_batch: 4, epochs: 100, save_every: 10 }";

    private readonly Workplace place = new(finished.World);

    [Fact]
    public async Task A_paused_experiment_is_resumed_where_it_stopped_and_a_cancelled_one_never()
    {
        var file = place.Experiment("long", $"training: {ManySteps}", "skills: [timeclock]");
        var artifacts = Path.Combine(place.Root, "artifacts");
        Directory.CreateDirectory(place.Runs);
        File.WriteAllText(Path.Combine(place.Runs, "lmmcl.json"), $$"""{ "artifacts": "{{artifacts}}" }""");
        await using var host = await RunningHost.StartAsync(place);
        await DoAsync("submit", file);
        await host.UntilAsync<StateSaved>("long");

        await DoAsync("pause", "long", "--reason", "the machine is needed");

        var paused = Assert.IsType<ExperimentPaused>((await place.HistoryAsync("long"))[^1]);
        Assert.Equal("the machine is needed", paused.Reason);
        Assert.InRange(paused.Step, 10, 399);
        (await TypeAsync("pause", "long")).IsOneErrorWith("experiment 'long'", "it is paused");
        (await TypeAsync("pause", "lung")).IsOneErrorWith("experiment 'lung'", "Did you mean 'long'?");
        await DoAsync("resume", "long");
        await host.UntilAsync<ExperimentResumed>("long");
        Assert.Equal(paused.Step, (await place.HistoryAsync("long")).OfType<ExperimentResumed>().Single().Step);
        (await TypeAsync("run", file)).IsOneErrorWith("another process is running this experiment", "lmmcl pause");
        await DoAsync("submit", place.Experiment());
        var queue = (await DoAsync("queue")).Output;
        Assert.Matches("long .*running", queue);
        Assert.Matches("small .*place 1", queue);

        await DoAsync("cancel", "long", "--reason", "wrong rate");

        Assert.Equal(new ExperimentCancelled("wrong rate"), (await place.HistoryAsync("long"))[^1]);
        await place.IsConsistentAsync("long");
        (await TypeAsync("resume", "long")).IsOneErrorWith("it was cancelled");
        (await TypeAsync("submit", file)).IsOneErrorWith("it was cancelled (wrong rate) and never runs again");
        await host.UntilAsync(state => state.Find("small") is { Status: QueueStatus.Completed });
        (await Outcome.OfAsync(finished.Place)).IsSameAs(await Outcome.OfAsync(place));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(artifacts, "checkpoints")).Length);
        await host.StopAsync();
        Assert.Empty(Directory.GetDirectories(Path.Combine(place.Runs, ".queue")));
        (await TypeAsync("run", file)).IsOneErrorWith("it was cancelled (wrong rate) and never runs again");
        Assert.Equal("No experiment of the store can be resumed.", (await DoAsync("resume")).Output.Trim());
        var audit = (await DoAsync("audit", "verify")).Output;
        Assert.Contains("queue:main: ", audit, StringComparison.Ordinal);
        Assert.Contains("Nothing was altered.", audit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_experiments_of_a_sweep_are_moved_paused_and_withdrawn()
    {
        var sweep = SmallSweep.Write(place, ManySteps, "timeclock", "sa_proj", "mlp", "llm", "mlp_down");
        var (a, b, c) = (SmallSweep.Name("mlp"), SmallSweep.Name("llm"), SmallSweep.Name("mlp_down"));
        await using var host = await RunningHost.StartAsync(place);
        await DoAsync("submit", sweep);
        await host.UntilAsync(state => state.Running.Count == 1);
        Assert.Equal([a, b, c], (await RunningHost.QueueAsync(place)).Waiting.Select(entry => entry.Experiment));
        Assert.Equal("4 of trial are complete or in the queue already.", (await DoAsync("submit", sweep)).Output.Trim());
        Assert.IsType<SweepPlanned>(Assert.Single(await place.HistoryAsync("sweep:trial")));

        await DoAsync("queue", "move", c, "--before", a);
        await DoAsync("queue", "move", b, "--priority", "3");

        Assert.Equal([b, c, a], (await RunningHost.QueueAsync(place)).Waiting.Select(entry => entry.Experiment));
        (await TypeAsync("queue", "move", b, "--before", SmallSweep.Name("sa_proj"))).IsOneErrorWith("which does not wait in the queue");
        (await TypeAsync("queue", "move", b)).IsOneErrorWith("before, priority", "exactly one of the two is needed");
        await DoAsync("pause", b);
        await DoAsync("cancel", c);
        Assert.Equal([a], (await RunningHost.QueueAsync(place)).Waiting.Select(entry => entry.Experiment));
        Assert.False(Directory.Exists(Path.Combine(place.Runs, c)));
        await DoAsync("resume");
        Assert.Equal([b, a], (await RunningHost.QueueAsync(place)).Waiting.Select(entry => entry.Experiment));
        await DoAsync("submit", sweep);
        Assert.Equal([b, a, c], (await RunningHost.QueueAsync(place)).Waiting.Select(entry => entry.Experiment));
    }

    [Fact]
    public async Task Files_that_a_dry_run_refuses_are_refused_before_anything_is_queued()
    {
        await using var host = await RunningHost.StartAsync(place);
        (await TypeAsync("submit", Path.Combine(place.Root, "none.yaml"))).IsOneErrorWith("none.yaml", "the file cannot be read");
        (await TypeAsync("submit", place.Experiment("bad", "epochs: 3"))).IsOneErrorWith("bad.yaml", "epochs");
        (await TypeAsync("submit", place.Experiment("bad", "settings: { recipe: sa_prj }"))).IsOneErrorWith("sa_prj", "sa_proj");

        // Only preparing the method with the model finds this one.
        var layers = place.Experiment("bad", "settings: { recipe: sa_proj, first_layers: 99 }");
        var dryRun = await TypeAsync("run", layers, "--dry-run");
        dryRun.IsOneErrorWith("99");
        (await TypeAsync("submit", layers)).IsOneErrorWith("first_layers", "99");

        Assert.Empty(await RunningHost.EventsAsync(place));
        Assert.False(Directory.Exists(Path.Combine(place.Runs, ".queue")));
    }

    [Fact]
    public async Task Without_a_service_each_command_says_so_in_one_line()
    {
        foreach (var command in (string[][])[["submit", "x.yaml"], ["queue"], ["pause", "x"], ["cancel", "x"], ["queue", "move", "x", "--priority", "1"]])
        {
            (await TypeAsync(command)).IsOneErrorWith("no service runs on this folder", "lmmcl serve");
        }
    }

    [Fact]
    public async Task A_second_service_is_refused_and_the_file_of_a_killed_one_is_recognised()
    {
        int killed;
        await using (var host = await RunningHost.StartAsync(place))
        {
            killed = host.Process.Id;
            Assert.True(OperatingSystem.IsWindows()
                || File.GetUnixFileMode(ServiceFile.PathIn(place.Runs)) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
            var second = await TypeAsync("serve", "--port", "0");
            second.IsOneErrorWith("another service runs on this folder", host.Address, $"process {killed}");
            host.Process.Kill();
            await host.Process.EndAsync();
        }

        (await TypeAsync("queue")).IsOneErrorWith("service.json", $"process {killed}", "has ended");

        // Somebody else's process of this id is no service either.
        (ServiceFile.Find(place.Runs)! with { ProcessId = Environment.ProcessId }).Write(place.Runs);
        (await TypeAsync("queue")).IsOneErrorWith("has ended");
        await using (var next = await RunningHost.StartAsync(place))
        {
            Assert.Contains("The queue is empty.", (await DoAsync("queue")).Output, StringComparison.Ordinal);
            await next.StopAsync();
        }

        Assert.False(File.Exists(ServiceFile.PathIn(place.Runs)));
    }

    public void Dispose() => place.Dispose();

    private Task<Typed> TypeAsync(params string[] arguments) => Typed.CommandAsync([.. arguments, "--runs", place.Runs]);

    private async Task<Typed> DoAsync(params string[] arguments)
    {
        var typed = await TypeAsync(arguments);
        Assert.True(typed.Code == 0, $"{string.Join(' ', arguments)}: {typed.Error}{typed.Output}");
        return typed;
    }
}
