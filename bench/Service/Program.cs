using System.Globalization;
using LmmCl.Service.Bench;

// What readers cost a training run: 200 live readers and 50 scrapes a second, in turns with none.
//   dotnet run -c Release --project bench/Service [ROUNDS] [SECONDS] [READERS] [SCRAPES_A_SECOND]
var rounds = Argument(0, 3);
var phase = TimeSpan.FromSeconds(Argument(1, 20));
var (readers, scrapes) = (Argument(2, 200), Argument(3, 50));
var folder = Directory.CreateTempSubdirectory("lmmcl-bench-service-").FullName;
try
{
    await using var service = await ServedTraining.StartAsync(folder);
    Console.WriteLine($"training at {await service.StepsASecondAsync(phase):F2} steps a second before the first reader");
    var (quiet, loaded) = (new List<double>(), new List<double>());
    var before = service.MemoryMegabytes;
    for (var round = 1; round <= rounds; round++)
    {
        quiet.Add(await service.StepsASecondAsync(phase));
        await using var load = await Readers.ConnectAsync(service.Address, readers, scrapes);
        loaded.Add(await service.StepsASecondAsync(phase));
        var (missed, events, answered) = await load.StopAsync();
        Console.WriteLine(
            $"round {round}: {quiet[^1]:F2} steps a second without readers, {loaded[^1]:F2} with {readers} and "
            + $"{answered / phase.TotalSeconds:F0} scrapes a second; {events} events read, {missed} missed; {service.MemoryMegabytes:F0} MB");
    }

    Console.WriteLine($"ratio of the medians (with readers / without): {Median(loaded) / Median(quiet):F3}");
    Console.WriteLine($"memory of the service: {before:F0} MB at the start, {service.MemoryMegabytes:F0} MB at the end");
}
finally
{
    Directory.Delete(folder, recursive: true);
}

int Argument(int index, int usual) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : usual;

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
