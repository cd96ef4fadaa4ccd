using System.Text.Json.Nodes;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Stores;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Workers.Spool;

namespace LmmCl.Audit.Tests;

/// <summary>What a dishonest owner of a history can do to its scores, and the verdict that it gets.</summary>
[Collection(nameof(HostRuns))]
public sealed class DishonestOwnerTests(FinishedExperiment finished) : IDisposable
{
    private const string Benchmark = "pathvqa";

    private readonly AuditedCopy copy = new(finished);

    private string Store => Path.Combine(copy.Runs, "events.db");

    private RunFolder Folder => RunFolder.Of(copy.Runs, "small");

    [Fact]
    public async Task An_invented_rescoring_of_an_unknown_version_is_not_established_and_is_marked()
    {
        var scored = await ScoreAsync();
        var invented = await WriteAnswersAsync(scored.Score, lines => lines[0]["scorer_version"] = 99);
        await AppendAsync(Rescored(scored, invented with { Value = 99, ScorerVersion = 99 }));

        var replay = await copy.AuditAsync("replay");
        var rerun = await copy.AuditAsync("rerun", "small", "--stage", "1");
        var report = await Typed.CommandAsync("report", "small", "--format", "markdown", "--runs", copy.Runs);

        Assert.Equal(3, replay.Code);
        Assert.Contains("version 99 was not computed again", replay.Output, StringComparison.Ordinal);
        Assert.Equal(3, rerun.Code);
        Assert.Contains("version 99 was not compared", rerun.Output, StringComparison.Ordinal);
        Assert.Contains("99.0†‡", report.Output, StringComparison.Ordinal);
        Assert.Contains("‡ Rescored after it was first recorded: pathvqa", report.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rescoring_of_other_replies_is_found()
    {
        var scored = await ScoreAsync();
        var bettered = await WriteAnswersAsync(scored.Score, lines => lines[1]["reply"] = "yes, as it happens");
        await AppendAsync(Rescored(scored, bettered));

        var typed = await copy.AuditAsync("verify");

        Assert.Equal(1, typed.Code);
        Assert.Contains("does not hold the answers of answers/stage-1/pathvqa.jsonl: sample ", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rescoring_that_names_other_answers_is_found()
    {
        var scored = await ScoreAsync();
        var copied = await WriteAnswersAsync(scored.Score, _ => { });
        await AppendAsync(Rescored(scored, copied) with { Original = ContentHash.Of("others") });

        Assert.Contains("it scores answers ", (await copy.AuditAsync("verify")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seal_tells_what_came_after_it_and_which_numbers_moved()
    {
        var scored = await ScoreAsync();
        await copy.AuditAsync("seal", "--key", copy.PathOf("key.pem"), "--out", copy.PathOf("seal.json"));
        var copied = await WriteAnswersAsync(scored.Score, lines => lines[0]["scorer_version"] = 99);
        await AppendAsync(Rescored(scored, copied with { Value = 99, ScorerVersion = 99 }));

        var typed = await copy.AuditAsync("verify", "--against", copy.PathOf("seal.json"));

        Assert.Contains("'small' grew after the seal", typed.Output, StringComparison.Ordinal);
        Assert.Contains("'small', stage 1, pathvqa: ", typed.Output, StringComparison.Ordinal);
        Assert.Contains(" when it was sealed, 99.0 (", typed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "which no worker writes")]
    [InlineData(false, "which is complete")]
    public async Task A_line_in_the_spool_of_a_finished_run_does_not_enter_its_history(bool rescores, string says)
    {
        var scored = await ScoreAsync();
        var better = scored.Score with { Value = 99 };
        IExperimentEvent happened = rescores ? Rescored(scored, better) : scored with { Score = better };
        Directory.CreateDirectory(Path.GetDirectoryName(Folder.Spool)!);
        await File.WriteAllBytesAsync(Folder.Spool, SpoolLine.Of(new NewEvent(happened, DateTimeOffset.UtcNow.AddDays(-1))));

        var typed = await Typed.CommandAsync("run", finished.File, "--runs", copy.Runs);

        typed.IsOneErrorWith("events.spool", says);
        Assert.Equal(0, (await copy.AuditAsync("verify")).Code);
    }

    [Fact]
    public async Task A_score_of_a_renamed_version_is_found()
    {
        await Forgery.RewriteAsync(copy.Runs, happened => happened is BenchmarkScored { Stage.Number: 1, Benchmark: Benchmark } scored
            ? scored with { Score = scored.Score with { Value = 99, ScorerVersion = 99 } }
            : happened);

        Assert.Equal(1, (await copy.AuditAsync("verify")).Code);
        Assert.NotEqual(0, (await copy.AuditAsync("replay")).Code);
    }

    [Fact]
    public async Task A_renamed_processor_does_not_make_a_rerun_lenient()
    {
        await Forgery.MoveAsync(copy.Runs);
        await Forgery.RewriteAsync(copy.Runs, happened => happened is BenchmarkScored { Stage.Number: 1, Benchmark: Benchmark } scored
            ? scored with { Score = scored.Score with { Value = scored.Score.Value + 0.5 } }
            : happened);

        var typed = await copy.AuditAsync("rerun", "small", "--stage", "1", "--tolerance", "0.01");

        Assert.Equal(1, typed.Code);
        Assert.Contains("WRONG stage 1, scores: pathvqa", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backdated_event_is_not_established()
    {
        await using (var log = EventLogs.OpenIfThere(Store)!)
        {
            var paused = new ExperimentPaused(1, new StageId(1), 3, "later");
            await log.AppendAsync("small", ExpectedVersion.Any, [new NewEvent(paused, DateTimeOffset.UtcNow.AddDays(-1))]);
        }

        var typed = await copy.AuditAsync("verify");

        Assert.Equal(1, typed.Code);
        Assert.Contains("it follows the end of the experiment", typed.Output, StringComparison.Ordinal);
        Assert.Contains("is before that of the event before it", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_poisoned_cache_of_hashes_does_not_reach_a_rerun()
    {
        var picture = Directory.GetFiles(Path.Combine(finished.World.Root, "world", "pathvqa", "images")).Order(StringComparer.Ordinal).First();
        var lines = await File.ReadAllLinesAsync(Path.Combine(copy.Runs, ".hashes"));
        var poisoned = lines.Select(line => line.EndsWith(picture, StringComparison.Ordinal) ? new string('0', 64) + line[64..] : line);
        await File.WriteAllLinesAsync(Path.Combine(copy.Runs, ".hashes"), poisoned);

        Assert.Equal(0, (await copy.AuditAsync("rerun", "small", "--stage", "0")).Code);
    }

    [Fact]
    public async Task Replay_needs_the_base_model_to_compute_weights_again()
    {
        var typed = await copy.AuditAsync("replay", "--model", copy.Runs);

        Assert.Equal(3, typed.Code);
        Assert.Contains("is not the base model that was used; name the base model's folder with --model", typed.Output, StringComparison.Ordinal);
    }

    public void Dispose() => copy.Dispose();

    private static BenchmarkRescored Rescored(BenchmarkScored scored, ScoreRecord score) =>
        new(scored.Stage, scored.Benchmark, score, scored.Score.ScorerVersion, "a correction", scored.Score.Answers);

    private async Task<BenchmarkScored> ScoreAsync() => (await finished.Place.HistoryAsync())
        .OfType<BenchmarkScored>()
        .Single(scored => scored.Stage.Number == 1 && scored.Benchmark == Benchmark);

    /// <summary>Writes an edited copy of a per-sample file beside it.</summary>
    private async Task<ScoreRecord> WriteAnswersAsync(ScoreRecord score, Action<List<JsonObject>> edit)
    {
        var lines = (await File.ReadAllLinesAsync(Path.Combine(Folder.Root, score.AnswersPath)))
            .Select(line => JsonNode.Parse(line)!.AsObject())
            .ToList();
        edit(lines);
        var path = Path.Combine(Folder.Root, "answers", "stage-1", "pathvqa.again.jsonl");
        await File.WriteAllLinesAsync(path, lines.Select(line => line.ToJsonString()));
        return score with { Answers = ContentHash.OfFile(path), AnswersPath = Folder.Relative(path) };
    }

    private async Task AppendAsync(IExperimentEvent happened)
    {
        await using var log = EventLogs.OpenIfThere(Store)!;
        await log.AppendAsync("small", happened);
    }
}
