using System.Globalization;

namespace LmmCl.Service.Bench;

/// <summary>Live readers of the event stream, and somebody who scrapes the metrics at a steady rate.</summary>
internal sealed class Readers : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly HttpClient http;
    private readonly List<Task<List<long>>> reading = [];
    private Task<int> scraping = Task.FromResult(0);

    private Readers(string address)
    {
        var connections = new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue, UseProxy = false };
        http = new HttpClient(connections) { BaseAddress = new Uri(address) };
    }

    /// <summary>Connects all readers, then starts to scrape.</summary>
    public static async Task<Readers> ConnectAsync(string address, int readers, int scrapesASecond)
    {
        var load = new Readers(address);
        for (var count = 0; count < readers; count++)
        {
            var response = await load.http.GetAsync("/api/events/stream?after=0", HttpCompletionOption.ResponseHeadersRead);
            load.reading.Add(load.ReadAsync(response.EnsureSuccessStatusCode()));
        }

        load.scraping = load.ScrapeAsync(scrapesASecond);
        return load;
    }

    /// <summary>Disconnects everybody.</summary>
    /// <returns>Events that a reader lacks up to its last one, events read, and scrapes answered.</returns>
    public async Task<(long Missed, long Events, int Scrapes)> StopAsync()
    {
        await stop.CancelAsync();
        var seen = await Task.WhenAll(reading);
        var last = seen.Max(ids => ids.LastOrDefault());

        // Every reader began with the first event; those that lack the newest one at this moment were cut while it was on its way.
        var missed = seen.Sum(ids => ids.LastOrDefault() - ids.Count) + seen.Sum(ids => Math.Max(0, last - ids.LastOrDefault() - 1));
        return (missed, seen.Sum(ids => (long)ids.Count), await scraping);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        http.Dispose();
        stop.Dispose();
    }

    private async Task<List<long>> ReadAsync(HttpResponseMessage response)
    {
        var (ids, id) = (new List<long>(), 0L);
        try
        {
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(stop.Token));
            while (await lines.ReadLineAsync(stop.Token) is { } line)
            {
                if (line.StartsWith("id: ", StringComparison.Ordinal))
                {
                    id = long.Parse(line.AsSpan(4), CultureInfo.InvariantCulture);
                }
                else if (line.StartsWith("data: ", StringComparison.Ordinal))
                {
                    ids.Add(id);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
        finally
        {
            response.Dispose();
        }

        return ids;
    }

    private async Task<int> ScrapeAsync(int aSecond)
    {
        var answered = 0;
        using var clock = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / aSecond));
        try
        {
            while (await clock.WaitForNextTickAsync(stop.Token))
            {
                using var response = await http.GetAsync("/metrics", stop.Token);
                answered += response.IsSuccessStatusCode ? 1 : 0;
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }

        return answered;
    }
}
