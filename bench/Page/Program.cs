using System.Globalization;
using LmmCl.Page.Bench;

// What a visitor of the page waits for, by the page's own marks in Chromium: an experiment of 100,000 events, the slider,
// a list of 1,000 experiments.
//   dotnet run -c Release --project bench/Page [EVENTS] [EXPERIMENTS] [ROUNDS]
var (events, experiments, rounds) = (Argument(0, 100_000), Argument(1, 1_000), Argument(2, 7));
var folder = Directory.CreateTempSubdirectory("lmmcl-bench-page-").FullName;
try
{
    var recorded = await LargeStore.WriteAsync(Path.Combine(folder, "events.db"), events, experiments);
    Console.WriteLine($"recorded: one experiment of {recorded} events, {experiments - 1} others");
    await using var service = await ServedStore.StartAsync(folder);
    using var page = new TimedPage(service.Address);
    Console.WriteLine($"experiment, opened first, to its name: {page.Open($"/#/experiment/{LargeStore.Name}", "lmmcl-experiment-opened"):F0} ms");
    Console.WriteLine($"experiment, opened first, to all figures: {page.Wait("lmmcl-experiment-drawn"):F0} ms");
    Console.WriteLine($"document behind its slider: {await service.SizeAsync(LargeStore.Name) / 1e3:F0} kB");
    Report("experiment, opened again", Repeat(() => page.Open($"/#/experiment/{LargeStore.Name}", "lmmcl-experiment-drawn")));
    Report("slider step, input to paint", page.Slide(steps: 40));
    Report("list of experiments", Repeat(() => page.Open("/#/", "lmmcl-list-drawn")));
}
finally
{
    Directory.Delete(folder, recursive: true);
}

List<double> Repeat(Func<double> measure) => [.. Enumerable.Range(0, rounds).Select(_ => measure())];

int Argument(int index, int usual) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : usual;

static void Report(string what, List<double> times) =>
    Console.WriteLine($"{what}: median {times.Order().ElementAt(times.Count / 2):F0} ms, slowest {times.Max():F0} ms of {times.Count}");
