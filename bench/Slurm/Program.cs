using System.Globalization;
using LmmCl.Slurm.Bench;

// What the Slurm executor costs besides the work, and how fast its history is shown.
//   dotnet run -c Release --project bench/Slurm queue [JOBS]
//   dotnet run -c Release --project bench/Slurm sweep [EXPERIMENTS]
//   dotnet run -c Release --project bench/Slurm writers [WRITERS]
var folder = Directory.CreateTempSubdirectory("lmmcl-bench-slurm-").FullName;
try
{
    switch (args.FirstOrDefault())
    {
        case "queue":
            await RecordedQueue.MeasureAsync(folder, Argument(10_000));
            break;
        case "sweep":
            await SweepOverhead.MeasureAsync(folder, Argument(8));
            break;
        case "writers":
            await SharedHistory.MeasureAsync(Argument(16));
            break;
        default:
            await Console.Error.WriteLineAsync("usage: queue [JOBS] | sweep [EXPERIMENTS] | writers [WRITERS]");
            return 2;
    }

    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

int Argument(int usual) => args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : usual;
