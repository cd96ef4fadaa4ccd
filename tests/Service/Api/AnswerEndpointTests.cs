using System.Net;
using System.Text.Json.Nodes;
using LmmCl.Data.Specs;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Stores;

namespace LmmCl.Service.Tests.Api;

[Collection(nameof(HostRuns))]
public sealed class AnswerEndpointTests(FinishedExperiment finished)
{
    [Theory]
    [InlineData("pathvqa")]
    [InlineData("docvqa")]
    public async Task Answers_are_those_of_the_recorded_files_at_every_stage(string benchmark)
    {
        await using var served = await ServedRuns.StartAsync(finished.Place.Runs);
        var scores = (await finished.Place.HistoryAsync()).OfType<BenchmarkScored>().Where(scored => scored.Benchmark == benchmark).ToList();

        var page = await served.JsonAsync($"/api/experiments/small/answers/{benchmark}");

        Assert.Equal(SmallWorld.TestItems, (int)page["total"]!);
        Assert.Equal(scores.Select(scored => scored.Stage.Number), page["stages"]!.AsArray().Select(stage => (int)stage!["stage"]!));
        foreach (var scored in scores)
        {
            var lines = File.ReadLines(finished.Place.PathOf("small", scored.Score.AnswersPath)).Skip(1).Select(line => JsonNode.Parse(line)!);
            foreach (var (line, item) in lines.Zip(page["items"]!.AsArray()))
            {
                var answer = item!["stages"]![$"{scored.Stage}"]!;
                Assert.Equal((string?)line["id"], (string?)item["id"]);
                Assert.Equal((string?)line["reply"], (string?)answer["reply"]);
                Assert.Equal((double?)line["default"]![scored.Score.Metric], (double?)answer["score"]);
                Assert.Equal(line["gold"]!.AsArray().Select(gold => (string?)gold), item["gold"]!.AsArray().Select(gold => (string?)gold));
            }
        }
    }

    [Fact]
    public async Task Pages_of_answers_show_each_question_once()
    {
        await using var served = await ServedRuns.StartAsync(finished.Place.Runs);
        var (ids, after) = (new List<string>(), "");
        do
        {
            var page = await served.JsonAsync($"/api/experiments/small/answers/ai2d?limit=4{after}");
            ids.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            after = page["next"] is { } next ? $"&after={next}" : null;
        }
        while (after is not null);

        Assert.Equal(SmallWorld.TestItems, ids.Distinct().Count());
        Assert.Equal(SmallWorld.TestItems, ids.Count);
    }

    [Fact]
    public async Task Pictures_are_those_that_the_questions_were_asked_about()
    {
        await using var served = await ServedRuns.StartAsync(finished.Place.Runs);
        var world = WorldFile.Read(finished.World.Short);
        foreach (var benchmark in world.Benchmarks)
        {
            var page = await served.JsonAsync($"/api/experiments/small/answers/{benchmark.Id}");
            foreach (var (asked, item) in BenchmarkItems.Read(benchmark).Zip(page["items"]!.AsArray()))
            {
                using var response = await served.Client.GetAsync((string)item!["picture"]!);
                Assert.Equal(asked.Id, (string?)item["id"]);
                Assert.Equal(await File.ReadAllBytesAsync(asked.Pictures[0]), await response.Content.ReadAsByteArrayAsync());
                Assert.Matches("^image/(png|jpeg)$", response.Content.Headers.ContentType?.MediaType!);
            }
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("../../../../etc/passwd")]
    [InlineData("..%2F..%2F..%2Fetc%2Fpasswd")]
    [InlineData("%2e%2e%2f%2e%2e%2fetc%2fpasswd")]
    [InlineData("..%5C..%5Cevents.db")]
    [InlineData("%2Fetc%2Fpasswd")]
    [InlineData("//etc/passwd")]
    [InlineData("1.png")]
    public async Task No_path_in_a_request_leads_to_a_file(string sample)
    {
        await using var served = await ServedRuns.StartAsync(finished.Place.Runs);
        foreach (var path in (string[])[$"pictures/ai2d/{sample}", $"answers/{sample}", $"pictures/{sample}/1"])
        {
            using var response = await served.Client.GetAsync(new Uri($"{served.Address}api/experiments/small/{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
            Assert.True(response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict, $"{path}: {response.StatusCode}");
            Assert.DoesNotContain("root:", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_picture_that_was_exchanged_is_not_shown()
    {
        using var copy = new AuditedCopy(finished);
        using var world = new CopiedWorld(finished.World);
        CopiedWorld.Rewrite(copy.FileOf("experiment.json"), finished.World.Short, world.Short);
        var benchmark = WorldFile.Read(world.Short).Benchmarks.Single(known => known.Id == "ai2d");
        var asked = BenchmarkItems.Read(benchmark)[0];
        await using var served = await ServedRuns.StartAsync(copy.Runs);
        var address = $"/api/experiments/small/pictures/ai2d/{Uri.EscapeDataString(asked.Id)}";
        Assert.Equal(HttpStatusCode.OK, (await served.Client.GetAsync(address)).StatusCode);

        AuditedCopy.Flip(asked.Pictures[0]);

        await served.ProblemAsync(address, HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Altered_and_missing_answers_are_not_shown()
    {
        using var copy = new AuditedCopy(finished);
        await using var served = await ServedRuns.StartAsync(copy.Runs);
        const string path = "/api/experiments/small/answers/ai2d";
        await served.JsonAsync(path);
        var file = copy.FileOf("ai2d.jsonl");

        AuditedCopy.Flip(file);
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddSeconds(3));
        Assert.Contains("altered", (string?)(await served.ProblemAsync(path, HttpStatusCode.Conflict))["detail"], StringComparison.Ordinal);

        File.Delete(file);
        Assert.Contains("missing", (string?)(await served.ProblemAsync(path, HttpStatusCode.Conflict))["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_find_what_became_wrong_and_what_came_back()
    {
        using var store = await RecordedStore.OfAsync();
        await AnswerAsync(store.Runs, ("always", "yyyy"), ("never", "nnnn"), ("lost", "yyyn"), ("back", "ynny"), ("learned", "nnyy"));
        await using var served = await ServedRuns.StartAsync(store.Runs);

        Assert.Equal(["always", "never", "lost", "back", "learned"], await IdsAsync(served, ""));
        Assert.Equal(["never", "lost"], await IdsAsync(served, "?filter=wrong"));
        Assert.Equal(["lost"], await IdsAsync(served, "?filter=became-wrong"));
        Assert.Equal(["back"], await IdsAsync(served, "?filter=came-back"));
        Assert.Equal(["never", "back"], await IdsAsync(served, "?filter=wrong&asOf=stage:2"));
    }

    [Fact]
    public async Task Questions_and_replies_are_text_and_never_markup()
    {
        using var store = await RecordedStore.OfAsync();
        await AnswerAsync(store.Runs, ("<script>alert(1)</script>", "yy"));
        await using var served = await ServedRuns.StartAsync(store.Runs);

        var text = await served.TextAsync("/api/experiments/quick-llm/answers/docvqa");

        Assert.DoesNotContain("<", text, StringComparison.Ordinal);
        Assert.Equal("<script>alert(1)</script>", (string?)JsonNode.Parse(text)!["items"]![0]!["id"]);
        Assert.Equal("<img src=x onerror=alert(2)>", (string?)JsonNode.Parse(text)!["items"]![0]!["question"]);
    }

    [Theory]
    [InlineData("../outside.jsonl")]
    [InlineData("/etc/passwd")]
    [InlineData("answers/link.jsonl")]
    public async Task A_forged_event_leads_to_no_file_outside_the_run_folder(string path)
    {
        using var store = await RecordedStore.OfAsync();
        var outside = Path.Combine(store.Runs, "outside.jsonl");
        await File.WriteAllTextAsync(outside, "secret");
        await AnswerAsync(store.Runs, path, ContentHash.OfFile(path == "/etc/passwd" ? path : outside));
        File.CreateSymbolicLink(Path.Combine(store.Runs, "quick-llm", "answers", "link.jsonl"), outside);
        await using var served = await ServedRuns.StartAsync(store.Runs);

        var problem = await served.ProblemAsync("/api/experiments/quick-llm/answers/docvqa", HttpStatusCode.Conflict);
        Assert.Contains("leads out of the run folder", (string?)problem["detail"], StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<string>> IdsAsync(ServedRuns served, string query) =>
        (await served.JsonAsync($"/api/experiments/quick-llm/answers/docvqa{query}"))["items"]!.AsArray().Select(item => (string)item!["id"]!);

    /// <summary>Records an experiment whose answers to one benchmark are right (y) or wrong (n) after each stage.</summary>
    private static async Task AnswerAsync(string runs, params (string Id, string Right)[] samples)
    {
        for (var stage = 0; stage < samples[0].Right.Length; stage++)
        {
            var lines = samples.Select(sample => new JsonObject
            {
                ["id"] = sample.Id,
                ["prompt"] = "A prompt",
                ["reply"] = "<b>a reply</b>",
                ["gold"] = new JsonArray("<i>gold</i>"),
                ["reading"] = null,
                ["default"] = new JsonObject { ["anls"] = sample.Right[stage] == 'y' ? 1.0 : 0.4 },
                ["doc"] = new JsonObject { ["question"] = "<img src=x onerror=alert(2)>" },
            }.ToJsonString());
            var relative = $"answers/stage-{stage}/docvqa.jsonl";
            var file = Path.Combine(runs, "quick-llm", relative);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllLinesAsync(file, lines.Prepend("{}"));
            await RecordAsync(runs, stage, relative, ContentHash.OfFile(file));
        }
    }

    private static Task AnswerAsync(string runs, string path, ContentHash hash)
    {
        Directory.CreateDirectory(Path.Combine(runs, "quick-llm", "answers"));
        return RecordAsync(runs, 0, path, hash);
    }

    private static async Task RecordAsync(string runs, int stage, string path, ContentHash hash)
    {
        await using var log = EventLogs.Open(Path.Combine(runs, "events.db"));
        var score = new ScoreRecord("anls", 1, "anls", 50, null, 1, 1, hash, path);
        IEnumerable<IExperimentEvent> events =
        [
            .. stage == 0 ? [SampleExperiments.History("llm", 0)[0].What] : (IExperimentEvent[])[],
            new StageStarted(new(stage), stage == 0 ? null : "skill", null, null, 1),
            new BenchmarkScored(new(stage), "docvqa", score, PromptMode.Default, TimeSpan.FromSeconds(1)),
        ];
        await log.AppendAsync("quick-llm", ExpectedVersion.Any, [.. events.Select(what => new NewEvent(what, DateTimeOffset.UtcNow))]);
    }
}
