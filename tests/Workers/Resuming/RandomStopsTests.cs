using LmmCl.Events;

namespace LmmCl.Workers.Tests.Resuming;

[Collection(nameof(HostRuns))]
public sealed class RandomStopsTests(OneStage stage) : IClassFixture<OneStage>
{
    private const int Stops = 20;

    [Fact]
    public async Task A_stage_stopped_at_twenty_random_steps_ends_in_the_hashes_of_an_unstopped_one()
    {
        using var place = stage.Place();
        var file = OneStage.Write(place);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        foreach (var step in Enumerable.Range(1, OneStage.Steps - 1).OrderBy(_ => random.Next()).Take(Stops).Order())
        {
            await (random.Next(2) == 0 ? AskToStopAsync(place, file, step) : PullThePlugAsync(place, file, step));
        }

        await place.RunAsync(file);

        var history = await place.HistoryAsync();
        Assert.Equal(Stops, history.OfType<ExperimentResumed>().Count());
        var outcome = await Outcome.OfAsync(place);
        var difference = Record.Exception(() => stage.Unstopped.IsSameAs(outcome));
        Assert.True(difference is null, $"seed {seed}: {difference}");
    }

    private static async Task AskToStopAsync(Workplace place, string file, int step)
    {
        using var stop = new CancellationTokenSource();
        var progress = new StoppingProgress("training", step, stop.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => place.RunAsync(file, progress, new PowerCut(), stop.Token));
    }

    private static async Task PullThePlugAsync(Workplace place, string file, int step)
    {
        var power = new PowerCut();
        var progress = new StoppingProgress("training", step, power.Happen);
        await Assert.ThrowsAsync<IOException>(() => place.RunAsync(file, progress, power));
    }
}
