using LmmCl.Abstractions;
using LmmCl.Events;

namespace LmmCl.Runs.Tests;

/// <summary>A method whose finished model is more than its weights: what is evaluated must not depend on what was in memory.</summary>
[Collection(nameof(HostRuns))]
public sealed class AdapterRunTests(FinishedExperiment finished)
{
    [Theory]
    [InlineData("merge")]
    [InlineData("stack")]
    [InlineData("continue")]
    public async Task A_LoRA_run_that_was_stopped_ends_where_an_unstopped_one_does(string betweenStages)
    {
        using var whole = new Workplace(finished.World);
        using var stopped = new Workplace(finished.World);
        await whole.RunAsync(Experiment(whole, betweenStages));
        var file = Experiment(stopped, betweenStages);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            stopped.RunAsync(file, happened => StopInStageTwo(happened, stop), stop.Token));

        // Goes on with nothing in memory: the second stage begins with the first one's files, and so does its evaluation.
        await stopped.RunAsync(file);

        var history = await whole.HistoryAsync();
        Assert.All(history.OfType<ParametersVerified>(), verified => Assert.Empty(verified.Violations));
        Assert.All(
            history.OfType<ParametersSelected>(),
            selected => Assert.Equal([ParameterRole.Added], selected.Roles.Select(role => role.Role)));
        Assert.Equal(2, history.OfType<CheckpointWritten>().Count());
        Assert.NotEqual(Answers(history, 0), Answers(history, 1));
        Assert.NotEqual(Answers(history, 1), Answers(history, 2));
        (await Outcome.OfAsync(whole)).IsSameAs(await Outcome.OfAsync(stopped));
    }

    private static string Experiment(Workplace place, string betweenStages) => place.Experiment(
        "small",
        "method: LoRA",
        $"settings: {{ rank: 8, alpha: 16, targets: mlp, between_stages: {betweenStages} }}",
        "training: { learning_rate: 0.01, effective_batch: 4, micro_batch: 4, epochs: 3, save_every: 2 }");

    private static void StopInStageTwo(IExperimentEvent happened, CancellationTokenSource stop)
    {
        if (happened is StateSaved { Stage.Number: 2, Step: 4 })
        {
            stop.Cancel();
        }
    }

    private static IEnumerable<ContentHash> Answers(IEnumerable<IExperimentEvent> history, int stage) =>
        history.OfType<BenchmarkScored>().Where(scored => scored.Stage.Number == stage).Select(scored => scored.Score.Answers);
}
