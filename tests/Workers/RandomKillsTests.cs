using LmmCl.Events;
using LmmCl.EventStore.Stores.Sqlite;

namespace LmmCl.Workers.Tests;

/// <summary>
/// Hosts, workers and both are killed at random moments, each time by <c>kill -9</c>: a handful, 60 with LMMCL_SLOW_TESTS=1.
/// </summary>
[Collection(nameof(HostRuns))]
public sealed class RandomKillsTests(FinishedExperiment finished) : IDisposable
{
    private const string SavesEveryStep = "training: { learning_rate: 0.01, effective_batch: 4, micro_batch: 4, epochs: 3, save_every: 1 }";

    // About a third of what an undisturbed run records.
    private const int MostEvents = 30;
    private const int MostMilliseconds = 50;

    private static readonly int kills = Environment.GetEnvironmentVariable("LMMCL_SLOW_TESTS") == "1" ? 60 : 6;

    private readonly Random random = new(3);
    private readonly List<Workplace> places = [];

    [Fact]
    public async Task An_experiment_that_is_killed_again_and_again_ends_where_an_unharmed_one_does()
    {
        for (var done = 0; done < kills;)
        {
            var place = new Workplace(finished.World);
            places.Add(place);
            var file = place.Experiment("small", SavesEveryStep);
            while (done < kills && await KilledAsync(place, file, done % 3))
            {
                done++;
            }

            var typed = await Typed.CommandAsync("run", file, "--runs", place.Runs);
            Assert.True(typed.Code == 0, typed.Error);
            await IsAsUnharmedAsync(place);
        }
    }

    public void Dispose() => places.ForEach(place => place.Dispose());

    /// <summary>Runs it until a random moment; false where it was complete before.</summary>
    private async Task<bool> KilledAsync(Workplace place, string file, int whom)
    {
        await using var host = new HostProcess("run", file, "--runs", place.Runs);
        var until = await RecordedAsync(place) + random.Next(1, MostEvents);
        while (await RecordedAsync(place) < until)
        {
            if (host.HasEnded)
            {
                Assert.Equal(0, (await host.EndAsync()).Code);
                return false;
            }

            await Task.Delay(10);
        }

        await Task.Delay(random.Next(MostMilliseconds));
        var worker = ChildProcesses.Of(host.Id).Cast<int?>().FirstOrDefault();
        if (whom != 1)
        {
            host.Kill();
        }

        if (whom != 0 && worker is { } id)
        {
            HostProcess.Kill(id);
        }

        return (await host.EndAsync()).Code != 0;
    }

    private static async Task<long> RecordedAsync(Workplace place)
    {
        Directory.CreateDirectory(place.Runs);
        await using var log = SqliteEventLog.Open(place.Store);
        return (await log.FindStreamAsync("small"))?.Version ?? 0;
    }

    private async Task IsAsUnharmedAsync(Workplace place)
    {
        (await Outcome.OfAsync(finished.Place)).IsSameAs(await Outcome.OfAsync(place));
        var history = await place.HistoryAsync();
        Assert.Equal(3, history.OfType<StageCompleted>().Count());
        Assert.IsType<ExperimentCompleted>(history[^1]);
        Assert.Empty(Directory.GetFiles(Path.Combine(place.Runs, "small", "work"), "*.spool"));
        var verified = await Typed.CommandAsync("audit", "verify", "--runs", place.Runs);
        Assert.True(verified.Code == 0, verified.Output + verified.Error);
    }
}
