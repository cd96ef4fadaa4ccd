using LmmCl.Data.TinyWorld;
using LmmCl.EventStore.Tests.Postgres;
using LmmCl.Recording.Bench;

// What recording costs a training step, through 'lmmcl run' as it is: worker process, journal, store. The stores take turns.
//   dotnet run -c Release --project bench/Recording [ROUNDS] [STEPS] [CHECKPOINT_FOLDER]
var rounds = args.Length > 0 ? int.Parse(args[0]) : 3;
var steps = args.Length > 1 ? int.Parse(args[1]) : 360;
var checkpoint = Path.GetFullPath(args.Length > 2 ? args[2] : "models/tiny-ov");
var folder = Directory.CreateTempSubdirectory("lmmcl-bench-recording-").FullName;
using var server = new PostgresServer();
try
{
    var world = TinyWorldFiles.Write(folder, seed: 5, new TinyWorldSizes(256, SkillTest: 1, BenchmarkTest: 1, ProbeCaptions: 1));
    var costs = new Dictionary<string, List<StepCosts>> { ["SQLite"] = [], ["PostgreSQL"] = [] };
    for (var round = 1; round <= rounds; round++)
    {
        foreach (var (name, measured) in costs)
        {
            var runs = Path.Combine(folder, $"{name}-{round}");
            var store = name == "SQLite" ? Path.Combine(folder, $"{round}.db") : server.Address($"round_{round}");
            measured.Add(StepCosts.Of(await RecordedRun.StepsAsync(new(checkpoint, world, steps, runs, store))));
        }
    }

    Console.WriteLine(Figures.Head);
    foreach (var (name, measured) in costs)
    {
        Console.WriteLine(Figures.Line(name, "points of training", [.. measured.SelectMany(run => run.Recordings)]));
        Console.WriteLine(Figures.Line(name, "a state, saved as well", [.. measured.SelectMany(run => run.Savings)]));
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}
