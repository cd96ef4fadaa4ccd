using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Stores;
using LmmCl.Host.Api.Live;
using LmmCl.Reports.History;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Service.Tests.Api;

public sealed class EventEndpointTests
{
    [Theory]
    [InlineData("")]
    [InlineData("&experiment=quick-sa_proj")]
    public async Task Pages_of_events_show_each_event_once_in_order(string filter)
    {
        using var store = await RecordedStore.OfAsync(("llm", 3), ("sa_proj", 3));
        await store.AppendAsync("quick-llm", SampleExperiments.History("llm", 5));
        await store.AppendAsync("quick-sa_proj", SampleExperiments.History("sa_proj", 5));
        await using var served = await ServedRuns.StartAsync(store.Runs);

        var found = new List<JsonNode>();
        JsonArray page;
        do
        {
            page = (await served.JsonAsync($"/api/events?limit=37&after={found.LastOrDefault()?["sequence"] ?? 0}{filter}")).AsArray();
            found.AddRange(page!);
        }
        while (page.Count > 0);

        await using var log = EventLogs.Open(Path.Combine(store.Runs, "events.db"));
        var recorded = new List<(long, string, string, string)>();
        await foreach (var stored in log.ReadAllAsync())
        {
            if (filter.Length == 0 || filter.EndsWith(stored.Stream, StringComparison.Ordinal))
            {
                recorded.Add((stored.Sequence, stored.Stream, stored.Type, Convert.ToHexStringLower(stored.Hash.Span)));
            }
        }

        Assert.Equal(
            recorded, found.Select(item => ((long)item["sequence"]!, (string)item["stream"]!, (string)item["kind"]!, (string)item["hash"]!)));
    }

    [Fact]
    public async Task A_timeline_is_the_history_in_sentences()
    {
        using var store = await RecordedStore.OfAsync(("llm", 5));
        await using var served = await ServedRuns.StartAsync(store.Runs);
        var history = await store.HistoryAsync("quick-llm");

        var first = (await served.JsonAsync("/api/experiments/quick-llm/timeline?limit=40")).AsArray();
        var rest = (await served.JsonAsync($"/api/experiments/quick-llm/timeline?limit=1000&after={first[^1]!["sequence"]}")).AsArray();

        Assert.Equal(
            history.Select(recorded => (recorded.Sequence, EventSentences.Say(recorded.What))),
            first.Concat(rest).Select(item => ((long)item!["sequence"]!, (string)item["sentence"]!)));
    }

    [Fact]
    public async Task A_reader_that_comes_back_misses_nothing_while_events_are_appended()
    {
        using var store = await RecordedStore.OfAsync(("llm", 1));
        await using var served = await ServedRuns.StartAsync(store.Runs);
        var last = (await store.HistoryAsync("quick-llm"))[^1].Sequence + 2_000;
        var recording = Task.Run(() => RecordAsync(store.Runs, 2_000));

        var seen = new List<long>();
        while (seen.LastOrDefault() < last)
        {
            // The connection is cut after some events, in the middle of whatever is being sent.
            await foreach (var message in MessagesAsync(served, "/api/events/stream?after=0", seen.LastOrDefault()))
            {
                seen.Add(message.Id);
                if (seen.Count % 170 == 0 || message.Id == last)
                {
                    break;
                }
            }
        }

        Assert.Equal(last, await recording);
        Assert.Equal(Enumerable.Range(1, (int)last).Select(number => (long)number), seen);
    }

    [Fact]
    public async Task A_reader_that_is_ahead_of_the_index_gets_no_event_twice()
    {
        using var store = await RecordedStore.OfAsync(("llm", 1));
        await using var served = await ServedRuns.StartAsync(store.Runs);

        for (var steps = 20; steps <= 400; steps += 40)
        {
            // The index takes what is appended at its next look; a reader may have read the log before.
            var seen = await RecordAsync(store.Runs, steps);
            var next = NextAsync(served, seen);
            await RecordAsync(store.Runs, steps + 20);

            Assert.Equal(seen + 1, await next);
        }
    }

    [Fact]
    public async Task A_reader_with_an_id_beyond_the_end_of_the_log_gets_new_events()
    {
        using var store = await RecordedStore.OfAsync(("llm", 1));
        await using var served = await ServedRuns.StartAsync(store.Runs);
        var head = (await store.HistoryAsync("quick-llm"))[^1].Sequence;

        var next = NextAsync(served, head + 10_000);
        var last = head;
        for (var steps = 20; !next.IsCompleted; steps += 20)
        {
            last = await RecordAsync(store.Runs, steps);
            await Task.Delay(50);
        }

        Assert.InRange(await next, head + 1, last);
    }

    [Fact]
    public async Task A_reader_of_one_experiment_gets_its_events_only()
    {
        using var store = await RecordedStore.OfAsync(("llm", 5), ("sa_proj", 5));
        await using var served = await ServedRuns.StartAsync(store.Runs);
        var history = await store.HistoryAsync("quick-sa_proj");

        var messages = new List<(long Id, JsonNode Data)>();
        await foreach (var message in MessagesAsync(served, "/api/events/stream?experiment=quick-sa_proj", 0))
        {
            messages.Add(message);
            if (messages.Count == history.Count)
            {
                break;
            }
        }

        Assert.Equal(history.Select(recorded => recorded.Sequence), messages.Select(message => message.Id));
        Assert.All(messages, message => Assert.Equal("quick-sa_proj", (string?)message.Data["stream"]));
    }

    [Fact]
    public async Task A_slow_reader_reads_what_it_had_no_room_for_from_the_store()
    {
        using var store = await RecordedStore.OfAsync(("llm", 1));
        await using var served = await ServedRuns.StartAsync(store.Runs);
        using var response = await served.Client.GetAsync("/api/events/stream?after=0", HttpCompletionOption.ResponseHeadersRead);

        // More than the queue of a reader and the buffers of a connection hold, before the first byte is read.
        var last = await RecordAsync(store.Runs, 20_000);
        var seen = new List<long>();
        await foreach (var message in MessagesAsync(response))
        {
            seen.Add(message.Id);
            if (message.Id == last)
            {
                break;
            }
        }

        Assert.Equal(Enumerable.Range(1, (int)last).Select(number => (long)number), seen);
    }

    [Fact]
    public async Task Readers_that_left_are_forgotten()
    {
        using var store = await RecordedStore.OfAsync(("llm", 1));
        await using var served = await ServedRuns.StartAsync(store.Runs);
        var hub = served.Services.GetRequiredService<EventHub>();
        var readers = new List<HttpResponseMessage>();
        for (var count = 0; count < 20; count++)
        {
            readers.Add(await served.Client.GetAsync("/api/events/stream", HttpCompletionOption.ResponseHeadersRead));
        }

        Assert.Equal(20, hub.Readers);
        readers.ForEach(reader => reader.Dispose());

        while (hub.Readers > 0)
        {
            await Task.Delay(20);
        }
    }

    [Fact]
    public async Task A_wrong_last_event_id_is_refused()
    {
        using var store = await RecordedStore.OfAsync(("llm", 1));
        await using var served = await ServedRuns.StartAsync(store.Runs);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events/stream");
        request.Headers.TryAddWithoutValidation("Last-Event-ID", "-1 OR 1=1");
        using var response = await served.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal("Last-Event-ID", (string?)(await ServedRuns.ProblemAsync(response, HttpStatusCode.BadRequest))["field"]);
    }

    /// <summary>Appends training steps, some at a time, as a run does.</summary>
    private static async Task<long> RecordAsync(string runs, int count)
    {
        await using var log = EventLogs.Open(Path.Combine(runs, "events.db"));
        var last = 0L;
        for (var step = 1; step <= count; step += 20)
        {
            var steps = Enumerable.Range(step, 20).Select(number =>
                new NewEvent(new TrainingProgressed(new StageId(2), count, [new(number, 1.5, 1e-3, 1, 96, number)]), DateTimeOffset.UtcNow));
            last = (await log.AppendAsync("quick-llm", ExpectedVersion.Any, [.. steps])).LastSequence;
        }

        return last;
    }

    /// <summary>The id of the first event that is sent to a reader after another one.</summary>
    private static async Task<long> NextAsync(ServedRuns served, long seen)
    {
        await foreach (var message in MessagesAsync(served, "/api/events/stream", seen))
        {
            return message.Id;
        }

        throw new InvalidOperationException("The stream ended.");
    }

    private static async IAsyncEnumerable<(long Id, JsonNode Data)> MessagesAsync(ServedRuns served, string path, long lastSeen)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Last-Event-ID", lastSeen.ToString(CultureInfo.InvariantCulture));
        using var response = await served.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await foreach (var message in MessagesAsync(response))
        {
            yield return message;
        }
    }

    private static async IAsyncEnumerable<(long Id, JsonNode Data)> MessagesAsync(HttpResponseMessage response)
    {
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var (id, kind) = (0L, "");
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = long.Parse(line[4..], CultureInfo.InvariantCulture);
            }
            else if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                kind = line[7..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                var data = JsonNode.Parse(line[6..])!;
                Assert.Equal((id, kind), ((long)data["sequence"]!, (string)data["kind"]!));
                yield return (id, data);
            }
        }
    }
}
