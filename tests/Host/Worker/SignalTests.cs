using LmmCl.Abstractions.Events;
using LmmCl.Host.Tests.Runs;

namespace LmmCl.Host.Tests.Worker;

/// <summary>Signals to the real program.</summary>
[Collection(nameof(HostRuns))]
public sealed class SignalTests(FinishedExperiment finished) : IDisposable
{
    // Long enough to be met in the middle.
    private const string ManySteps = "training: { learning_rate: 0.001, effective_batch: 4, micro_batch: 4, epochs: 100, save_every: 10 }";

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
            Assert.Contains("stopped; run the same command to go on", error, StringComparison.Ordinal);
        }

        var paused = Assert.IsType<ExperimentPaused>((await place.HistoryAsync())[^1]);
        Assert.InRange(paused.Step, 10, 399);
        await using (var again = new HostProcess("run", file, "--runs", place.Runs))
        {
            Assert.Equal(0, (await again.EndAsync()).Code);
        }

        using var unstopped = new Workplace(finished.World);
        await unstopped.RunAsync(unstopped.Experiment("small", ManySteps, "skills: [timeclock]"));
        (await Outcome.OfAsync(unstopped)).IsSameAs(await Outcome.OfAsync(place));
    }

    [Fact]
    public async Task A_worker_whose_host_is_killed_ends_by_itself()
    {
        var file = place.Experiment("small", ManySteps, "skills: [timeclock]");
        await using var host = new HostProcess("run", file, "--runs", place.Runs);
        await host.UntilAsync(() => HasAsync<StateSaved>());
        var worker = Assert.Single(ChildProcesses.Of(host.Id));

        host.Kill();

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (ChildProcesses.IsAlive(worker))
        {
            await Task.Delay(20, patience.Token);
        }
    }

    public void Dispose() => place.Dispose();

    private async Task<bool> HasAsync<T>() =>
        new FileInfo(place.Store) is { Exists: true, Length: > 0 } && (await place.HistoryAsync()).OfType<T>().Any();
}
