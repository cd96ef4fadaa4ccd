using System.Diagnostics;
using LmmCl.EventStore.Projections;

namespace LmmCl.EventStore.Bench;

/// <summary>A store of many experiments: all of it folded, and one experiment as of a moment.</summary>
internal static class Folds
{
    private const int PerExperiment = 1000;
    private const int PerAppend = 5000;

    internal static async Task MeasureAsync(Store store, int events)
    {
        await using var log = store.Open();
        var experiments = events / PerExperiment;
        for (var first = 0; first < experiments; first += PerAppend / PerExperiment)
            await Task.WhenAll(Enumerable.Range(first, Math.Min(PerAppend / PerExperiment, experiments - first)).Select(experiment =>
                log.AppendAsync($"experiment {experiment}", Enumerable.Range(1, PerExperiment).Select(Events.OfHistory)).AsTask()));

        var folds = new List<double>();
        for (var round = 0; round < 5; round++)
        {
            var watch = Stopwatch.StartNew();
            var models = await log.FoldAllAsync<ScoreMatrix>();
            folds.Add(watch.Elapsed.TotalSeconds);
            if (models.Count != experiments)
                throw new InvalidOperationException($"{models.Count} experiments were folded, not {experiments}.");
        }

        Console.WriteLine($"{store.Name,-12}fold of {events:N0} events: {Figures.Median(folds):F2} s (median of {folds.Count})");
        var reading = Stopwatch.StartNew();
        await foreach (var _ in log.ReadAllAsync())
        {
        }

        Console.WriteLine($"{"",-12}all of them read, as a verifier does: {reading.Elapsed.TotalSeconds:F2} s");
        store.ReadPlainly();

        var random = new Random(3);
        var queries = new List<double>();
        for (var query = -50; query < 1000; query++)
        {
            var experiment = $"experiment {random.Next(experiments)}";
            var asOf = new AsOf(Sequence: random.NextInt64(events));
            var watch = Stopwatch.StartNew();
            ReadModels.Fold<ScoreMatrix>(await log.ReadHistoryAsync(experiment, asOf));
            if (query >= 0)
                queries.Add(watch.Elapsed.TotalMilliseconds);
        }

        Console.WriteLine(
            $"{store.Name,-12}one experiment as of a moment: median {Figures.Median(queries):F1} ms, "
            + $"p99 {Figures.Percentile(queries, 99):F1} ms (of {queries.Count})");
    }
}
