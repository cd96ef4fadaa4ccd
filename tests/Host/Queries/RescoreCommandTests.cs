using System.Text.Json;
using LmmCl.Data.Specs;
using LmmCl.Evaluation;
using LmmCl.Evaluation.Benchmarks;
using LmmCl.Events;
using LmmCl.EventStore.Projections;

namespace LmmCl.Host.Tests.Queries;

[Collection(nameof(StoreQueries))]
public sealed class RescoreCommandTests : IDisposable
{
    private const string Experiment = "quick-llm";

    private readonly RecordedStore store = new();

    private string BaseFolder => Folder(0);

    [Fact]
    public async Task Stored_answers_are_scored_by_todays_scorer_and_the_old_score_stays()
    {
        await RecordOldScoresAsync("docvqa");
        var before = await File.ReadAllBytesAsync(Path.Combine(BaseFolder, "docvqa.jsonl"));

        var typed = await store.TypeAsync("rescore", Experiment, "--reason", "the comma was read wrongly");

        Assert.True(typed.Code == 0, typed.Output + typed.Error);
        Assert.Contains("stage 0, docvqa: 12.5 (exact v0) → 50.0 (exact v2)", typed.Output, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(BaseFolder, "docvqa.jsonl")));
        var happened = (await store.HistoryAsync(Experiment)).Select(recorded => recorded.What).ToList();
        Assert.Equal(12.5, happened.OfType<BenchmarkScored>().Single().Score.Value);
        var rescored = happened.OfType<BenchmarkRescored>().Single();
        Assert.Equal((50, 0, 2), (rescored.Score.Value, rescored.ReplacedVersion, rescored.Score.ScorerVersion));
        Assert.Equal("the comma was read wrongly", rescored.Reason);
        Assert.Equal("answers/stage-0/docvqa.exact-v2.jsonl", rescored.Score.AnswersPath);
        Assert.Equal(rescored.Score.Answers, ContentHash.OfFile(Path.Combine(BaseFolder, "docvqa.exact-v2.jsonl")));
    }

    [Fact]
    public async Task Scoring_again_does_nothing_and_says_so()
    {
        await RecordOldScoresAsync("docvqa");
        await store.TypeAsync("rescore");
        var events = (await store.HistoryAsync(Experiment)).Count;

        var again = await store.TypeAsync("rescore");

        Assert.Equal(0, again.Code);
        Assert.Contains("Nothing to do: 1 scores", again.Output, StringComparison.Ordinal);
        Assert.Equal(events, (await store.HistoryAsync(Experiment)).Count);
    }

    [Fact]
    public async Task Forcing_it_twice_records_it_once()
    {
        await RecordOldScoresAsync("docvqa");
        await store.TypeAsync("rescore");
        await store.TypeAsync("rescore", "--force");
        var events = (await store.HistoryAsync(Experiment)).Count;

        var again = await store.TypeAsync("rescore", "--force");

        Assert.Contains("recorded before", again.Output, StringComparison.Ordinal);
        Assert.Equal(events, (await store.HistoryAsync(Experiment)).Count);
    }

    [Fact]
    public async Task Answers_that_were_altered_are_named_and_the_others_are_scored()
    {
        await RecordOldScoresAsync("chartqa", "docvqa");
        await File.AppendAllTextAsync(Path.Combine(BaseFolder, "chartqa.jsonl"), "\n");

        var typed = await store.TypeAsync("rescore");

        Assert.Equal(1, typed.Code);
        Assert.Contains("NOT SCORED experiment 'quick-llm', sequence 3", typed.Output, StringComparison.Ordinal);
        Assert.Contains("chartqa.jsonl was altered", typed.Output, StringComparison.Ordinal);
        var rescored = (await store.HistoryAsync(Experiment)).Select(recorded => recorded.What).OfType<BenchmarkRescored>();
        Assert.Equal("docvqa", Assert.Single(rescored).Benchmark);
    }

    [Fact]
    public async Task A_report_says_which_version_it_prints_and_an_audit_accepts_both()
    {
        await RecordOldScoresAsync("chartqa", "docvqa");
        File.Move(Path.Combine(BaseFolder, "chartqa.jsonl"), Path.Combine(BaseFolder, "hidden"));
        await store.TypeAsync("rescore");
        File.Move(Path.Combine(BaseFolder, "hidden"), Path.Combine(BaseFolder, "chartqa.jsonl"));

        var mixed = await store.TypeAsync("report", Experiment, "--format", "markdown");
        await store.TypeAsync("rescore");
        var report = await store.TypeAsync("report", Experiment, "--format", "markdown");
        var audit = await store.TypeAsync("audit", "verify");

        Assert.Contains("Different versions stand beside each other for exact", mixed.Output, StringComparison.Ordinal);
        Assert.Contains("Default scorers (exact v2).", report.Output, StringComparison.Ordinal);
        Assert.Contains("‡ Rescored after it was first recorded: chartqa (v0 to v2: base ", report.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("scores answers", audit.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("does not hold the answers", audit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_variants_answers_are_scored_again_too()
    {
        await RecordOldScoresAsync("docvqa");
        await RecordOldVariantAsync("previous_weight=0.3", "docvqa");

        var typed = await store.TypeAsync("rescore", Experiment);

        Assert.True(typed.Code == 0, typed.Output + typed.Error);
        Assert.Contains("stage 1, previous_weight=0.3, docvqa: 12.5 (exact v0) → 50.0 (exact v2)", typed.Output, StringComparison.Ordinal);
        Assert.Contains("2 scores recorded anew", typed.Output, StringComparison.Ordinal);
        var rescored = (await store.HistoryAsync(Experiment)).Select(recorded => recorded.What).OfType<VariantRescored>().Single();
        Assert.Equal(
            (new StageId(1), "previous_weight=0.3", "docvqa", 0),
            (rescored.Stage, rescored.Variant, rescored.Benchmark, rescored.ReplacedVersion));
        Assert.Equal("answers/stage-1/variants/previous_weight=0.3/docvqa.exact-v2.jsonl", rescored.Score.AnswersPath);
        Assert.Contains("Nothing to do: 2 scores", (await store.TypeAsync("rescore")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rescored_variant_is_audited_reported_and_exported_with_its_new_file()
    {
        await RecordOldVariantAsync("previous_weight=0.3", "docvqa");
        await store.TypeAsync("rescore");
        var folder = Path.Combine(store.Runs, "exported");

        var report = await store.TypeAsync("report", Experiment, "--format", "csv");
        var replay = await store.TypeAsync("audit", "replay");
        var export = await store.TypeAsync("audit", "export", folder);
        var exported = Assert.Single(Directory.GetFiles(folder, "docvqa.exact-v2.jsonl", SearchOption.AllDirectories));
        AuditedCopy.Flip(exported);
        AuditedCopy.Flip(Path.Combine(Folder(1, "variants", "previous_weight=0.3"), "docvqa.exact-v2.jsonl"));
        var verify = await store.TypeAsync("audit", "verify");

        Assert.Contains("variant_score,1,cub200,docvqa,heldout,50,", report.Output, StringComparison.Ordinal);
        Assert.Contains("2 scores computed again from stored answers", replay.Output, StringComparison.Ordinal);
        Assert.True(export.Code == 0, export.Output + export.Error);
        Assert.Contains("docvqa.exact-v2.jsonl was altered", verify.Output, StringComparison.Ordinal);
        Assert.Contains("docvqa.exact-v2.jsonl was altered", AuditedCopy.VerifyExport(folder).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_experiment_is_answered_with_near_matches()
    {
        await RecordOldScoresAsync("docvqa");

        (await store.TypeAsync("rescore", "quick-lm")).IsOneErrorWith("Did you mean 'quick-llm'");
    }

    public void Dispose() => store.Dispose();

    /// <summary>An experiment whose base model was asked these benchmarks, and scored 12.5 by a version 0 of the scorer.</summary>
    private async Task RecordOldScoresAsync(params string[] benchmarks)
    {
        List<IExperimentEvent> events = [SampleExperiments.History("llm", 0)[0].What, new StageStarted(StageId.Base, null, null, null, 0)];
        foreach (var benchmark in benchmarks)
        {
            var score = await OldScoreAsync(BaseFolder, benchmark);
            events.Add(new BenchmarkScored(StageId.Base, benchmark, score, PromptMode.Default, TimeSpan.Zero));
        }

        await AppendAsync(events);
    }

    /// <summary>A variant of the first stage, asked a benchmark and scored 12.5 by a version 0 of the scorer.</summary>
    private async Task RecordOldVariantAsync(string variant, string benchmark)
    {
        var score = await OldScoreAsync(Folder(1, "variants", variant), benchmark);
        await AppendAsync(
        [
            SampleExperiments.History("llm", 0)[0].What,
            new VariantScored(new(1), variant, benchmark, score, PromptMode.Default, TimeSpan.Zero),
        ]);
    }

    private Task AppendAsync(IEnumerable<IExperimentEvent> events) =>
        store.AppendAsync(Experiment, events.Select(happened => new RecordedEvent(0, 0, DateTimeOffset.UtcNow, happened)));

    private string Folder(int stage, params string[] below) =>
        Path.Combine([store.Runs, Experiment, "answers", $"stage-{stage}", .. below]);

    private async Task<ScoreRecord> OldScoreAsync(string folder, string benchmark)
    {
        var path = Path.Combine(folder, benchmark + ".jsonl");
        new BenchmarkRunner(new OneReply("four")).Run(
            new BenchmarkRequest(benchmark, ScorerCatalog.Find("exact"), [Item("a", "4"), Item("b", "5")], "checkpoint", path));
        var written = await File.ReadAllTextAsync(path);
        await File.WriteAllTextAsync(path, written.Replace("\"scorer_version\":1", "\"scorer_version\":0", StringComparison.Ordinal));
        var relative = Path.GetRelativePath(Path.Combine(store.Runs, Experiment), path);
        return new ScoreRecord("exact", 0, "accuracy", 12.5, null, 2, 1, ContentHash.OfFile(path), relative);
    }

    private static BenchmarkItem Item(string id, string answer) =>
        new(id, [], JsonSerializer.SerializeToElement(new { question = "How many?", answer }), "How many?");

    private sealed class OneReply(string reply) : IAnswerer
    {
        public IReadOnlyList<Reply> Answer(IReadOnlyList<Question> batch, ReplyLimits limits) =>
            [.. batch.Select(_ => new Reply(reply, IsCut: false))];
    }
}
