using System.Diagnostics;
using LmmCl.Abstractions.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Bench;
using LmmCl.EventStore.Sqlite;

// Appends the same events to the event store and, as ready bytes, to a bare table, in turns, and prints the median rates and their ratio.
var folder = Directory.CreateDirectory(args.Length > 0 ? args[0] : Path.Combine(Path.GetTempPath(), "lmmcl-bench-events")).FullName;
const int rounds = 15;

Console.WriteLine($"{"append",-16}{"event store",14}{"bare inserts",14}{"ratio",8}   (events/s, median of {rounds} rounds in turns)");
await MeasureAsync("single", batch: 1, perRound: 300);
await MeasureAsync("batches of 100", batch: 100, perRound: 4000);

async Task MeasureAsync(string name, int batch, int perRound)
{
    foreach (var file in Directory.GetFiles(folder, "*.db*"))
        File.Delete(file);
    await using var log = SqliteEventLog.Open(Path.Combine(folder, "store.db"));
    using var bare = new BareInserts(Path.Combine(folder, "bare.db"));
    var step = 0;
    var after = 0L;
    var ours = new List<double>();
    var theirs = new List<double>();
    for (var round = -2; round < rounds; round++)
    {
        var batches = Enumerable.Range(0, perRound / batch).Select(_ => Enumerable.Range(0, batch).Select(_ => Event(++step)).ToList()).ToList();
        var watch = Stopwatch.StartNew();
        foreach (var events in batches)
            await log.AppendAsync("experiment", events);
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
            bare.Append(chunk);
        if (round < 0)
            continue;
        ours.Add(perRound / stored.TotalSeconds);
        theirs.Add(perRound / watch.Elapsed.TotalSeconds);
    }

    var ratio = Median([.. ours.Zip(theirs, (our, their) => our / their)]);
    Console.WriteLine($"{name,-16}{Median(ours),14:N0}{Median(theirs),14:N0}{ratio,8:F2}");
}

static IExperimentEvent Event(int step) => new BenchmarkScored(
    new(step % 6),
    "docvqa",
    new("anls", 1, "anls", step % 1000 / 10.0, null, 200, 2.5, ContentHash.Of($"{step}"), $"stage-{step % 6}/docvqa.jsonl"),
    PromptMode.Default,
    TimeSpan.FromMilliseconds(step));

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
