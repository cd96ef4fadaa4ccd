using LmmCl.Events;

namespace LmmCl.Workers.Tests.Resuming;

/// <summary>The real program, ended at random steps of one stage: three times, twenty times by kill -9 with LMMCL_SLOW_TESTS=1.</summary>
[Collection(nameof(HostRuns))]
public sealed class KilledProcessTests(FinishedExperiment finished) : IDisposable
{
    private static readonly bool slow = Environment.GetEnvironmentVariable("LMMCL_SLOW_TESTS") == "1";
    private static readonly (int Kills, int Epochs) size = slow ? (20, 300) : (3, 50);

    private readonly Workplace place = new(finished.World);

    [Fact]
    public async Task An_experiment_killed_at_random_steps_ends_in_the_hashes_of_an_unstopped_one()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var largestStep = 4 * size.Epochs / (2 * size.Kills);
        var file = Write(place, saveEvery: 10);
        for (var kill = 0; kill < size.Kills; kill++)
        {
            await using var host = new HostProcess([.. kill == 0 ? ["run", file] : new[] { "resume" }, "--runs", place.Runs]);
            var until = await SavedStepAsync() + random.Next(1, largestStep);
            await host.UntilAsync(async () => await SavedStepAsync() >= until);
            if (!slow && kill == 1)
            {
                host.Terminate();
            }
            else
            {
                host.KillAll();
            }

            Assert.NotEqual(0, (await host.EndAsync()).Code);
        }

        await using (var last = new HostProcess("resume", "--runs", place.Runs))
        {
            var (code, error) = await last.EndAsync();
            Assert.True(code == 0, $"seed {seed}: exit code {code}: {error}");
        }

        using var unstopped = new Workplace(finished.World);
        await unstopped.RunAsync(Write(unstopped, saveEvery: 0));
        var (expected, outcome) = (await Outcome.OfAsync(unstopped), await Outcome.OfAsync(place));
        var difference = Record.Exception(() => expected.IsSameAs(outcome));
        Assert.True(difference is null, $"seed {seed}: {difference}");
        Assert.Equal(size.Kills, (await place.HistoryAsync()).OfType<ExperimentResumed>().Count());
    }

    public void Dispose() => place.Dispose();

    private static string Write(Workplace place, int saveEvery) => place.Experiment(
        "small",
        "skills: [timeclock]",
        $"training: {{ learning_rate: 0.001, effective_batch: 4, micro_batch: 4, epochs: {size.Epochs}, save_every: {saveEvery} }}");

    private async Task<int> SavedStepAsync() =>
        place.HasStore() ? (await place.HistoryAsync()).OfType<StateSaved>().LastOrDefault()?.Step ?? 0 : 0;
}
