using LmmCl.Events;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Workers.Spool;

namespace LmmCl.Workers.Tests;

/// <summary>Signals to the real program.</summary>
[Collection(nameof(HostRuns))]
public sealed class SignalTests(FinishedExperiment finished) : IDisposable
{
    // Long enough to be met in the middle.
    private const string ManySteps = "training: { learning_rate: 0.001, effective_batch: 4, micro_batch: 4, epochs: 40, save_every: 10 }";

    private readonly Workplace place = new(finished.World);

    [Fact]
    public async Task Ctrl_C_pauses_and_the_same_command_goes_on_to_the_hashes_of_an_uninterrupted_run()
    {
        var file = place.Experiment("small", ManySteps, "skills: [timeclock]");
        await using (var host = new HostProcess("run", file, "--runs", place.Runs))
        {
            await host.UntilAsync(() => HasAsync<StateSaved>());
            host.Interrupt();
            var (code, error) = await host.EndAsync();
            Assert.True(code == 130, $"exit code {code}: {error}");
            Assert.Contains("stopped; run the same command to resume", error, StringComparison.Ordinal);
        }

        var paused = Assert.IsType<ExperimentPaused>((await place.HistoryAsync())[^1]);
        Assert.InRange(paused.Step, 10, 159);
        await using (var again = new HostProcess("run", file, "--runs", place.Runs))
        {
            Assert.Equal(0, (await again.EndAsync()).Code);
        }

        using var unstopped = new Workplace(finished.World);
        await unstopped.RunAsync(unstopped.Experiment("small", ManySteps, "skills: [timeclock]"));
        (await Outcome.OfAsync(unstopped)).IsSameAs(await Outcome.OfAsync(place));
    }

    [Fact]
    public async Task A_second_run_is_refused_until_the_first_ones_host_dies_and_takes_up_its_work()
    {
        var file = place.Experiment("small", ManySteps, "skills: [timeclock]");
        var folder = RunFolder.Of(place.Runs, "small");
        await using var host = new HostProcess("run", file, "--runs", place.Runs);
        await host.UntilAsync(() => HasAsync<StateSaved>());
        var worker = Assert.Single(ChildProcesses.Of(host.Id));
        var second = await Typed.CommandAsync("run", file, "--runs", place.Runs);
        second.IsOneErrorWith(folder.HostLock, "another process is running this experiment");

        host.Kill();

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (ChildProcesses.IsAlive(worker))
        {
            await Task.Delay(20, patience.Token);
        }

        var saved = new SpoolReader(folder.Spool).ReadNew().Select(happened => happened.Data).OfType<StateSaved>().Last();
        var again = await Typed.CommandAsync("resume", "small", "--runs", place.Runs);
        Assert.True(again.Code == 0, again.Error);
        Assert.Contains("small: resumes with the training of stage 1 (timeclock), from what its worker saved last", again.Output, StringComparison.Ordinal);
        Assert.Equal(saved.Step, Assert.Single((await place.HistoryAsync()).OfType<ExperimentResumed>()).Step);
    }

    public void Dispose() => place.Dispose();

    private async Task<bool> HasAsync<T>() =>
        place.HasStore() && (await place.HistoryAsync()).OfType<T>().Any();
}
