using System.Diagnostics;
using LmmCl.EventStore.Projections;

namespace LmmCl.EventStore.Bench;

/// <summary>All events in one stream: what it takes to append and to fold them, and whether memory grows with the stream.</summary>
internal static class LongStream
{
    private const int PerAppend = 5000;

    internal static async Task MeasureAsync(Store store, int events)
    {
        await using var log = store.Open();
        var before = LiveMegabytes();
        var watch = Stopwatch.StartNew();
        for (var first = 1; first <= events; first += PerAppend)
            await log.AppendAsync("experiment", Enumerable.Range(first, Math.Min(PerAppend, events - first + 1)).Select(Events.OfHistory));
        var appended = watch.Elapsed;
        var kept = LiveMegabytes() - before;

        watch.Restart();
        var models = await log.FoldAllAsync<ScoreMatrix>();
        var folded = watch.Elapsed;
        if (models["experiment"].Rows.Count == 0)
            throw new InvalidOperationException("Nothing was folded.");

        var (early, late, read) = (0.0, 0.0, 0);
        await foreach (var _ in log.ReadStreamAsync("experiment"))
        {
            if (++read == events / 10)
                early = LiveMegabytes();
            else if (read == events - (events / 10))
                late = LiveMegabytes();
        }

        Console.WriteLine(
            $"{store.Name,-12}one stream of {read:N0} events: appended in {appended.TotalSeconds:F0} s, "
            + $"folded in {folded.TotalSeconds:F2} s; "
            + $"a writer keeps {kept * (1 << 20) / events:F0} bytes an event, a reader {(late - early) * (1 << 20) / (0.8 * events):F1}");
    }

    private static double LiveMegabytes() => GC.GetTotalMemory(forceFullCollection: true) / (double)(1 << 20);
}
