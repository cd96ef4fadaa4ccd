using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Stores;
using LmmCl.Host.Api.Recorded;
using LmmCl.Reports.Frames;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Service.Tests.Api;

[Collection(nameof(StoreQueries))]
public sealed class ReportEndpointTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("stage:2")]
    [InlineData("40")]
    [InlineData("2026-03-01T23:58:30")]
    [InlineData("2026-03-02")]
    public async Task A_report_is_what_the_command_prints(string? asOf)
    {
        using var store = await RecordedStore.OfAsync(("llm", 5), ("sa_proj", 4));
        await using var served = await ServedRuns.StartAsync(store.Runs);
        var typed = await store.TypeAsync(["report", "quick-llm", "--format", "json", .. asOf is null ? (string[])[] : ["--as-of", asOf]]);

        Assert.Equal(typed.Output, await served.TextAsync("/api/experiments/quick-llm/report" + (asOf is null ? "" : $"?asOf={asOf}")));
    }

    [Fact]
    public async Task A_comparison_is_what_the_command_prints()
    {
        using var store = await RecordedStore.OfAsync(("llm", 5), ("sa_proj", 5), ("mlp", 3));
        await using var served = await ServedRuns.StartAsync(store.Runs);
        string[] names = ["quick-llm", "quick-sa_proj", "quick-mlp"];
        var query = string.Join('&', names.Select(name => $"experiment={name}"));

        Assert.Equal(
            (await store.TypeAsync(["compare", .. names, "--format", "json"])).Output, await served.TextAsync($"/api/compare?{query}"));
        Assert.Equal(
            (await store.TypeAsync(["compare", .. names, "--format", "json", "--as-of", "stage:3"])).Output,
            await served.TextAsync($"/api/compare?{query}&asOf=stage:3"));
        Assert.Equal(
            (await store.TypeAsync(["compare", .. names, "--matched", "--format", "json"])).Output,
            await served.TextAsync($"/api/compare?{query}&matched=true"));
        Assert.Equal(
            (await store.TypeAsync(["compare", .. names, "--levels", "10", "20", "--format", "json"])).Output,
            await served.TextAsync($"/api/compare?{query}&levels=10&levels=20"));
    }

    [Fact]
    public async Task A_query_for_forgetting_is_what_the_command_prints()
    {
        using var store = await RecordedStore.OfAsync(("llm", 5), ("sa_proj", 5), ("mlp", 3));
        await using var served = await ServedRuns.StartAsync(store.Runs);

        Assert.Equal(
            (await store.TypeAsync("forgetting", "--benchmark", "docvqa", "--format", "json")).Output,
            await served.TextAsync("/api/forgetting?benchmark=docvqa"));
        Assert.Equal(
            (await store.TypeAsync(
                "forgetting", "--benchmark", "docvqa", "--dropped-at", "2", "--recovered-by", "4", "--by", "7.5", "--format", "json")).Output,
            await served.TextAsync("/api/forgetting?benchmark=docvqa&droppedAt=2&recoveredBy=4&by=7.5"));
    }

    [Fact]
    public async Task A_report_that_the_reader_has_is_not_sent_again_until_something_happens()
    {
        using var store = await RecordedStore.OfAsync(("llm", 2));
        await using var served = await ServedRuns.StartAsync(store.Runs);
        using var first = await served.Client.GetAsync("/api/experiments/quick-llm/report");
        var tag = first.Headers.ETag!;

        using var second = await AskAsync(served, tag);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal("", await second.Content.ReadAsStringAsync());

        await store.AppendAsync("quick-llm", SampleExperiments.History("llm", 3));
        var head = (await store.HistoryAsync("quick-llm"))[^1].Sequence;
        HttpResponseMessage later;
        // The index may be asked while it still reads the appended events: its answer is then as of one of them.
        while (!(later = await AskAsync(served, tag)).Headers.ETag!.Tag.StartsWith($"\"{head}-", StringComparison.Ordinal))
        {
            later.Dispose();
        }

        Assert.Equal((await store.TypeAsync("report", "quick-llm", "--format", "json")).Output, await later.Content.ReadAsStringAsync());
        Assert.NotEqual(tag, later.Headers.ETag);
        later.Dispose();
    }

    [Fact]
    public async Task Frames_of_the_newest_experiments_are_prepared_before_anyone_asks()
    {
        using var store = await RecordedStore.OfAsync(("llm", 2), ("sa_proj", 1));
        await using var served = await ServedRuns.StartAsync(store.Runs);
        while (served.Services.GetRequiredService<FrameDocuments>().Count < 2)
        {
            await Task.Delay(20);
        }
    }

    [Fact]
    public async Task Frames_grow_with_the_experiment()
    {
        using var store = await RecordedStore.OfAsync(("llm", 2));
        await using var served = await ServedRuns.StartAsync(store.Runs);
        const string path = "/api/experiments/quick-llm/frames";
        Assert.Equal(await FramesAsync(store), await served.TextAsync(path));

        await store.AppendAsync("quick-llm", SampleExperiments.History("llm", 5));
        var head = (await store.HistoryAsync("quick-llm"))[^1].Sequence;
        while ((long)(await served.JsonAsync(path))["head"]!["sequence"]! < head)
        {
            await Task.Delay(20);
        }

        Assert.Equal(await FramesAsync(store), await served.TextAsync(path));
    }

    [Fact]
    public async Task An_altered_history_is_reported_by_nobody()
    {
        using var store = await RecordedStore.OfAsync(("llm", 2));
        AuditedStore.Alter(Path.Combine(store.Runs, "events.db"));
        await using var served = await ServedRuns.StartAsync(store.Runs);

        var problem = await served.ProblemAsync("/api/experiments/quick-llm/report", HttpStatusCode.Conflict);
        Assert.Contains("altered", (string?)problem["detail"], StringComparison.Ordinal);
        await served.ProblemAsync("/api/experiments/quick-llm/frames", HttpStatusCode.Conflict);
        Assert.Contains("lmmcl audit verify", (string?)problem["fix"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_method_is_answered_with_those_that_are_possible()
    {
        using var store = await RecordedStore.OfAsync(("llm", 1));
        await using var served = await ServedRuns.StartAsync(store.Runs);
        using var response = await served.Client.PutAsync("/api/sweeps", new StringContent("{}", MediaTypeHeaderValue.Parse("application/json")));

        Assert.Contains("GET", (string?)(await ServedRuns.ProblemAsync(response, HttpStatusCode.MethodNotAllowed))["fix"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sweep_shows_planned_experiments_and_the_matched_comparison()
    {
        using var store = await RecordedStore.OfAsync(("llm", 5), ("sa_proj", 2));
        var plan = new SweepPlanned("quick", ContentHash.Of("file"),
        [
            new("quick-llm", "SelectiveTuning", 1e-3, 42), new("quick-sa_proj", "SelectiveTuning", 1e-3, 42),
            new("quick-mlp", "SelectiveTuning", 1e-3, 42),
        ]);
        await store.AppendAsync("sweep:quick", [new RecordedEvent(0, 1, DateTimeOffset.UtcNow, plan)]);
        await using var served = await ServedRuns.StartAsync(store.Runs);

        var listed = Assert.Single((await served.JsonAsync("/api/sweeps")).AsArray())!;
        Assert.Equal((3, 1, 1, 1), ((int)listed["planned"]!, (int)listed["states"]!["completed"]!, (int)listed["states"]!["running"]!, (int)listed["states"]!["planned"]!));

        var sweep = await served.JsonAsync("/api/sweeps/quick");
        Assert.Equal(
            [("quick-llm", "completed", 6), ("quick-sa_proj", "running", 3), ("quick-mlp", "planned", 0)],
            sweep["experiments"]!.AsArray().Select(item => ((string)item!["experiment"]!, (string)item["status"]!, (int)item["stagesDone"]!)));
        var typed = await store.TypeAsync("compare", "quick-llm", "quick-sa_proj", "--matched", "--format", "json");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(typed.Output), sweep["matched"]));
        Assert.DoesNotContain("sweep:quick", await served.TextAsync("/api/experiments"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plugins_are_those_that_the_command_lists()
    {
        using var store = await RecordedStore.OfAsync();
        await using var served = await ServedRuns.StartAsync(store.Runs);
        var typed = JsonNode.Parse((await Typed.CommandAsync("plugins", "list", "--format", "json")).Output)!.AsArray();

        var listed = (await served.JsonAsync("/api/plugins")).AsArray();

        Assert.NotEmpty(listed);
        Assert.Equal(typed.Select(Described), listed.Select(Described));
    }

    private static (string, string?, string, string, string?) Described(JsonNode? plugin) => (
        (string)plugin!["id"]!, (string?)plugin["version"], (string)plugin["status"]!, (string)plugin["reason"]!, (string?)plugin["manifest"]);

    private static async Task<string> FramesAsync(RecordedStore store)
    {
        await using var log = EventLogs.Open(Path.Combine(store.Runs, "events.db"));
        return (await ExperimentFrames.ReadAsync(log, "quick-llm")).ToText();
    }

    private static async Task<HttpResponseMessage> AskAsync(ServedRuns served, EntityTagHeaderValue tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/experiments/quick-llm/report");
        request.Headers.IfNoneMatch.Add(tag);
        return await served.Client.SendAsync(request);
    }
}
