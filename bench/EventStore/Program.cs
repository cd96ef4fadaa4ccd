using LmmCl.EventStore.Bench;
using LmmCl.EventStore.Tests.Postgres;

// dotnet run -c Release --project bench/EventStore [EVENTS] [sqlite | postgresql]
// EVENTS in the store that is folded: 1,000,000 unless said; 0 measures appends only.
var events = args.Length > 0 ? int.Parse(args[0]) : 1_000_000;
var folder = Directory.CreateTempSubdirectory("lmmcl-bench-events-").FullName;
using var server = new PostgresServer();
try
{
    Store[] stores = [Store.Sqlite(folder), Store.Postgres(server)];
    if (args.Length > 1)
        stores = [.. stores.Where(store => store.Name.Equals(args[1], StringComparison.OrdinalIgnoreCase))];
    Console.WriteLine($"{"store",-12}{"append",-26}{"event store",14}{"same bytes by",16} {"",-17}{"ratio",6}");
    foreach (var store in stores)
    {
        await Appends.MeasureAsync(store, "one by one", batch: 1, perRound: 100);
        await Appends.MeasureAsync(store, "batches of 100", batch: 100, perRound: 4000);
    }

    foreach (var store in events > 0 ? stores : [])
    {
        await LongStream.MeasureAsync(store, events);
        await Folds.MeasureAsync(store, events);
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}
