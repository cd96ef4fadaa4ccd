using System.Diagnostics;
using LmmCl.Audit.Bench;

// dotnet run -c Release --project bench/Audit [EVENTS] [MEGABYTES]
// 1,000,000 events and 1,024 MB of checkpoints unless said.
var events = args.Length > 0 ? int.Parse(args[0]) : 1_000_000;
var megabytes = args.Length > 1 ? int.Parse(args[1]) : 1024;
var folder = Directory.CreateTempSubdirectory("lmmcl-bench-audit-").FullName;
try
{
    var history = await RecordedStore.OfEventsAsync(Path.Combine(folder, "events"), events);
    Print($"verify of {events:N0} events", "reading them", await MedianAsync(history.VerifyAsync, history.ReadAsync));
    var weights = await RecordedStore.OfCheckpointAsync(Path.Combine(folder, "weights"), megabytes);
    Print($"verify of {megabytes:N0} MB of checkpoints", "sha256sum", await MedianAsync(weights.VerifyAsync, weights.Sha256SumAsync));
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static void Print(string ours, string theirs, (double Ours, double Theirs) seconds) => Console.WriteLine(
    $"{ours}: {seconds.Ours:F2} s; {theirs}: {seconds.Theirs:F2} s; ratio {seconds.Ours / seconds.Theirs:F2}");

// Alternates, so that both meet the same conditions; the first round warms up.
static async Task<(double Ours, double Theirs)> MedianAsync(Func<Task> ours, Func<Task> theirs)
{
    var (mine, others) = (new List<double>(), new List<double>());
    for (var round = 0; round < 6; round++)
    {
        mine.Add(await SecondsAsync(ours));
        others.Add(await SecondsAsync(theirs));
    }

    return (Median(mine), Median(others));
}

static async Task<double> SecondsAsync(Func<Task> work)
{
    var watch = Stopwatch.StartNew();
    await work();
    return watch.Elapsed.TotalSeconds;
}

static double Median(List<double> seconds) => seconds.Skip(1).Order().ElementAt((seconds.Count - 1) / 2);
