using System.Collections.Concurrent;
using System.Diagnostics;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Stores;
using LmmCl.EventStore.Tests.Postgres;

namespace LmmCl.Slurm.Bench;

/// <summary>
/// Jobs that append to one PostgreSQL at once, each to the stream of its experiment, and a follower that reads everything as it comes. One
/// writer and many take turns.
/// </summary>
internal static class SharedHistory
{
    private const int Rounds = 5;
    private const int EventsOfARound = 4_000;

    public static async Task MeasureAsync(int writers)
    {
        using var server = new PostgresServer();
        await RoundAsync(server.Address("warm_one"), 1);
        await RoundAsync(server.Address("warm_many"), writers);
        var (one, many) = (new List<Round>(), new List<Round>());
        for (var round = 0; round < Rounds; round++)
        {
            one.Add(await RoundAsync(server.Address($"one_{round}"), 1));
            many.Add(await RoundAsync(server.Address($"many_{round}"), writers));
        }

        var (alone, together) = (Median(one.Select(round => round.Rate)), Median(many.Select(round => round.Rate)));
        Console.WriteLine($"{writers} writers: {together:N0} appends/s, one writer: {alone:N0} appends/s, ratio {together / alone:F2}");
        Console.WriteLine($"a follower has an event after {Say(many)}; with one writer after {Say(one)}, from the call of the append on");
    }

    private static async Task<Round> RoundAsync(string store, int writers)
    {
        var begun = new ConcurrentDictionary<(string Stream, long Version), long>();
        var each = EventsOfARound / writers;
        await using var followed = EventLogs.Open(store);
        var lags = Task.Run(() => FollowAsync(followed, begun, each * writers));
        var logs = Enumerable.Range(0, writers).Select(_ => EventLogs.Open(store)).ToList();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(logs.Index().Select(log => Task.Run(() => AppendAsync(log.Item, $"job-{log.Index}", each, begun))));
        var elapsed = clock.Elapsed;
        foreach (var log in logs)
        {
            await log.DisposeAsync();
        }

        return new Round(each * writers / elapsed.TotalSeconds, await lags);
    }

    /// <summary>Appends one by one, as a job records what it does.</summary>
    private static async Task AppendAsync(
        IEventLog log, string stream, int events, ConcurrentDictionary<(string Stream, long Version), long> begun)
    {
        for (var version = 1; version <= events; version++)
        {
            begun[(stream, version)] = Stopwatch.GetTimestamp();
            await log.AppendAsync(stream, [Progress(version)]);
        }
    }

    private static async Task<List<double>> FollowAsync(
        IEventLog log, ConcurrentDictionary<(string Stream, long Version), long> begun, int events)
    {
        var lags = new List<double>();
        await foreach (var stored in log.FollowAsync(0, CancellationToken.None))
        {
            lags.Add(Stopwatch.GetElapsedTime(begun[(stored.Stream, stored.Version)]).TotalMilliseconds);
            if (lags.Count == events)
            {
                break;
            }
        }

        return lags;
    }

    private static TrainingProgressed Progress(int step) =>
        new(new StageId(1), 10_000, [new TrainingPoint(step, 2.5 / (1 + step), 1e-3, 0.5, 6400, step * 0.25)]);

    private static string Say(List<Round> rounds)
    {
        var lags = rounds.SelectMany(round => round.Lags).Order().ToList();
        return $"{Median(lags):F0} ms (p99 {lags[(lags.Count - 1) * 99 / 100]:F0} ms, slowest {lags[^1]:F0} ms)";
    }

    private static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToList();
        return ordered[(ordered.Count - 1) / 2];
    }

    private sealed record Round(double Rate, List<double> Lags);
}
