using System.Diagnostics;

namespace LmmCl.EventStore.Bench;

/// <summary>
/// The same events into the store and, as ready bytes, into the floor, in turns; median rates and the median of the rounds' ratios.
/// </summary>
internal static class Appends
{
    private const int Rounds = 25;

    /// <summary>Rounds that are not counted: until the runtime has compiled the code for good.</summary>
    private const int WarmUp = 15;

    internal static async Task MeasureAsync(Store store, string name, int batch, int perRound)
    {
        await using var log = store.Open();
        using var floor = store.OpenFloor();
        var (step, after) = (0, 0L);
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = -WarmUp; round < Rounds; round++)
        {
            var events = Enumerable.Range(0, perRound).Select(_ => Events.Scored(++step)).ToList();
            var watch = Stopwatch.StartNew();
            foreach (var chunk in events.Chunk(batch))
                await log.AppendAsync("experiment", chunk);
            var stored = watch.Elapsed;

            var rows = new List<byte[]>();
            await foreach (var written in log.ReadAllAsync(after))
            {
                rows.Add(written.CanonicalBytes());
                after = written.Sequence;
            }

            var ready = rows.Chunk(batch).ToList();
            watch.Restart();
            foreach (var chunk in ready)
                floor.Append(chunk);
            if (round < 0)
                continue;
            ours.Add(perRound / stored.TotalSeconds);
            theirs.Add(perRound / watch.Elapsed.TotalSeconds);
        }

        var ratio = Figures.Median([.. ours.Zip(theirs, (our, their) => our / their)]);
        Console.WriteLine(
            $"{store.Name,-12}{name,-26}{Figures.Median(ours),12:N0}/s{Figures.Median(theirs),14:N0}/s {store.Floor,-17}{ratio,6:F2}");
    }
}
