using System.Diagnostics;
using LmmCl.EventStore.Tests.Postgres;
using Npgsql;

namespace LmmCl.EventStore.Bench;

/// <summary>What reading all rows of the event table costs by itself: binary COPY of what Marten reads, thrown away.</summary>
internal static class PlainRead
{
    private const string Rows =
        "SELECT seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type FROM {0}.mt_events ORDER BY seq_id";

    internal static void Measure(PostgresServer server, string schema)
    {
        var times = new List<double>();
        var bytes = 0L;
        using var connection = new NpgsqlConnection(server.ConnectionString);
        connection.Open();
        for (var round = 0; round < 3; round++)
        {
            var watch = Stopwatch.StartNew();
            using var copy = connection.BeginRawBinaryCopy($"COPY ({string.Format(null, Rows, schema)}) TO STDOUT (FORMAT BINARY)");
            var buffer = new byte[1 << 20];
            bytes = 0;
            for (var read = copy.Read(buffer); read > 0; read = copy.Read(buffer))
                bytes += read;
            times.Add(watch.Elapsed.TotalSeconds);
        }

        Console.WriteLine($"{"",-12}the same rows by COPY, thrown away: {Figures.Median(times):F2} s ({bytes / 1e6:F0} MB)");
    }
}
