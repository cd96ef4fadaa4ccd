using System.Net;
using System.Text.Json.Nodes;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Stores;

namespace LmmCl.Service.Tests.Api;

public sealed class ExperimentListTests
{
    [Fact]
    public async Task Paging_shows_each_of_a_thousand_experiments_once_newest_first()
    {
        using var store = await RecordedStore.OfAsync();
        await BeginAsync(store.Runs, 1_000);
        await using var served = await ServedRuns.StartAsync(store.Runs);

        var (names, after) = (new List<string>(), "");
        do
        {
            var page = await served.JsonAsync($"/api/experiments?limit=300{after}");
            names.AddRange(page["items"]!.AsArray().Select(item => (string)item!["experiment"]!));
            after = page["next"] is { } next ? $"&after={next}" : null;
        }
        while (after is not null);

        Assert.Equal(Enumerable.Range(1, 1_000).Reverse().Select(number => $"trial-{number}"), names);
    }

    [Fact]
    public async Task Experiments_are_filtered_by_status_method_and_name()
    {
        using var store = await RecordedStore.OfAsync(("llm", 5), ("sa_proj", 2), ("mlp", 5));
        await using var served = await ServedRuns.StartAsync(store.Runs);

        Assert.Equal(["quick-mlp", "quick-llm"], await NamesAsync(served, "status=completed"));
        Assert.Equal(["quick-sa_proj"], await NamesAsync(served, "status=running"));
        Assert.Equal(["quick-mlp", "quick-sa_proj", "quick-llm"], await NamesAsync(served, "status=completed&status=running"));
        Assert.Equal(["quick-sa_proj"], await NamesAsync(served, "search=SA_"));
        Assert.Empty(await NamesAsync(served, "method=LoRA"));
        Assert.Equal("status", (string?)(await served.ProblemAsync("/api/experiments?status=done", HttpStatusCode.BadRequest))["field"]);
    }

    [Fact]
    public async Task An_item_says_how_far_an_experiment_is()
    {
        using var store = await RecordedStore.OfAsync(("llm", 2));
        await using var served = await ServedRuns.StartAsync(store.Runs);
        var last = (await store.HistoryAsync("quick-llm"))[^1];

        var item = await served.JsonAsync("/api/experiments/quick-llm");

        Assert.Equal((6, 3, 2), ((int)item["stages"]!, (int)item["stagesDone"]!, (int)item["stage"]!));
        Assert.Equal((last.Sequence, last.Version), ((long)item["headSequence"]!, (long)item["events"]!));
        Assert.Equal("llm", (string?)item["recipe"]);
        Assert.Equal(SampleExperiments.Skills, item["specification"]!["stages"]!.AsArray().Select(stage => (string)stage!["skill"]!));
        Assert.Null(item["progress"]);
    }

    [Fact]
    public async Task What_another_process_records_shows_up()
    {
        using var store = await RecordedStore.OfAsync(("llm", 2));
        await using var served = await ServedRuns.StartAsync(store.Runs);
        await served.JsonAsync("/api/experiments/quick-llm");

        await store.AppendAsync("quick-llm", SampleExperiments.History("llm", 5));

        JsonNode item;
        do
        {
            item = await served.JsonAsync("/api/experiments/quick-llm");
        }
        while ((string?)item["status"] != "completed");
        Assert.Equal(6, (int)item["stagesDone"]!);
    }

    [Fact]
    public async Task An_unknown_name_is_answered_with_near_matches()
    {
        using var store = await RecordedStore.OfAsync(("llm", 1));
        await using var served = await ServedRuns.StartAsync(store.Runs);

        foreach (var path in (string[])["", "/timeline", "/report", "/answers/docvqa", "/pictures/docvqa/1"])
        {
            var problem = await served.ProblemAsync($"/api/experiments/quick-lm{path}", HttpStatusCode.NotFound);
            Assert.Equal("experiment", (string?)problem["field"]);
            Assert.Contains("Did you mean 'quick-llm'?", (string?)problem["fix"], StringComparison.Ordinal);
        }
    }

    private static async Task<IEnumerable<string>> NamesAsync(ServedRuns served, string query) =>
        (await served.JsonAsync($"/api/experiments?{query}"))["items"]!.AsArray().Select(item => (string)item!["experiment"]!);

    private static async Task BeginAsync(string runs, int count)
    {
        await using var log = EventLogs.Open(Path.Combine(runs, "events.db"));
        var started = SampleExperiments.History("llm", 0)[0];
        for (var number = 1; number <= count; number++)
        {
            var name = $"trial-{number}";
            await log.AppendAsync(
                name, ExpectedVersion.Any, [new NewEvent((ExperimentStarted)started.What with { Name = name }, started.At)]);
        }
    }
}
