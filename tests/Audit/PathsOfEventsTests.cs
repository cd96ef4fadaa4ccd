using LmmCl.Evaluation;
using LmmCl.Evaluation.Scorers;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Runs.Experiments;

namespace LmmCl.Audit.Tests;

/// <summary>Forged events name a file that lies beside the run folder, as it is there.</summary>
[Collection(nameof(StoreQueries))]
public sealed class PathsOfEventsTests : IDisposable
{
    private const string Outside = "{\"secret\": 1}\n";

    private readonly RecordedStore store = new();

    /// <summary>Ways out of the run folder; the last two are links that lie in it.</summary>
    public static TheoryData<string> WaysOut =>
        ["../outside/file.jsonl", "answers/../../outside/file.jsonl", "ROOT/outside/file.jsonl", "answers/linked/file.jsonl", "answers/link.jsonl"];

    [Theory]
    [MemberData(nameof(WaysOut))]
    public async Task A_path_that_leads_out_of_the_run_folder_is_refused_by_every_audit(string path)
    {
        var named = await ForgeAsync(path);

        foreach (var command in (string[])["verify", "replay"])
        {
            var typed = await store.TypeAsync("audit", command);
            Assert.Equal(1, typed.Code);
            Refuses(typed.Output, "sequence 3", "'benchmark-scored'", named);
        }

        Refuses((await store.TypeAsync("audit", "export", Path.Combine(store.Runs, "export"))).Error, "'benchmark-scored'", named);
        Assert.DoesNotContain(
            Directory.GetDirectories(store.Runs, "export*"), folder => Directory.GetFiles(folder, "*.jsonl", SearchOption.AllDirectories)
                .Any(file => File.ReadAllText(file) == Outside));
    }

    [Theory]
    [MemberData(nameof(WaysOut))]
    public async Task A_path_out_of_the_run_folder_is_not_scored_anew_and_nothing_is_removed_for_it(string path)
    {
        var named = await ForgeAsync(path);

        var rescored = await store.TypeAsync("rescore", "--force");
        var collected = await store.TypeAsync("gc", "--delete");

        Assert.Equal(1, rescored.Code);
        Refuses(rescored.Output, "sequence 3", "score of 'ai2d' after stage 0", named);
        Assert.Contains("forged: left alone", collected.Output, StringComparison.Ordinal);
        Assert.Equal(["file.jsonl"], Directory.GetFiles(Path.Combine(store.Runs, "outside")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_link_in_a_checkpoint_that_leads_out_of_the_run_folder_is_refused()
    {
        var run = RunFolder.Of(store.Runs, "forged");
        var folder = Directory.CreateDirectory(run.Checkpoint(new StageId(1))).FullName;
        var outside = Path.Combine(Directory.CreateDirectory(Path.Combine(store.Runs, "outside")).FullName, "file.jsonl");
        await File.WriteAllTextAsync(outside, Outside);
        File.CreateSymbolicLink(Path.Combine(folder, "extra.bin"), outside);
        CheckpointManifest.Seal(folder, new string('0', 64), null);
        var begun = SampleExperiments.History("llm", 0)[0];
        var manifest = new ContentHash(CheckpointManifest.HashOfFolder(folder));
        var written = new CheckpointWritten(new StageId(1), run.Relative(folder), manifest, 1, Outside.Length);
        await store.AppendAsync("forged", [begun, new RecordedEvent(2, 2, begun.At, written)]);

        var verified = await store.TypeAsync("audit", "verify");
        var exported = await store.TypeAsync("audit", "export", Path.Combine(store.Runs, "export"));

        Assert.Equal(1, verified.Code);
        Refuses(verified.Output, "sequence 2", "'checkpoint-written'", "checkpoints/stage-1/extra.bin");
        exported.IsOneErrorWith("'checkpoint-written'", "checkpoints/stage-1/extra.bin");
    }

    [Fact]
    public async Task A_link_that_stays_in_the_run_folder_is_followed()
    {
        await ForgeAsync("answers/inner.jsonl");
        var answers = Path.Combine(store.Runs, "forged", "answers");
        await File.WriteAllTextAsync(Path.Combine(answers, "file.jsonl"), Outside);
        File.CreateSymbolicLink(Path.Combine(answers, "inner.jsonl"), "../answers/file.jsonl");

        var typed = await store.TypeAsync("audit", "verify");

        Assert.DoesNotContain("run folder", typed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("inner.jsonl", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_of_a_forged_stream_leads_nowhere_else()
    {
        var other = Directory.CreateDirectory(Path.Combine(store.Runs, "outside")).FullName;
        await File.WriteAllTextAsync(Path.Combine(other, "file.jsonl"), Outside);
        await store.AppendAsync("forged/../outside", History("file.jsonl"));

        foreach (var command in (string[])["verify", "replay"])
        {
            (await store.TypeAsync("audit", command)).IsOneErrorWith("'forged/../outside'", "folder of runs");
        }
    }

    public void Dispose() => store.Dispose();

    private static void Refuses(string said, params string[] parts) =>
        Assert.All(parts.Append("out of the run folder"), part => Assert.Contains(part, said, StringComparison.Ordinal));

    private static IReadOnlyList<RecordedEvent> History(string path)
    {
        var recorded = SampleExperiments.History("llm", 0);
        var begun = recorded[0] with { What = (ExperimentStarted)recorded[0].What with { Name = "forged" } };
        var score = new ScoreRecord("ai2d", ScorerCatalog.Find("ai2d").Version, "accuracy", 50, null, 2, 1, ContentHash.Of(Outside), path);
        var scored = new BenchmarkScored(StageId.Base, "ai2d", score, PromptMode.Default, TimeSpan.Zero);
        return [begun, new RecordedEvent(2, 2, begun.At, new StageStarted(StageId.Base, null, null, null, 0)), new RecordedEvent(3, 3, begun.At, scored)];
    }

    /// <summary>Records an experiment whose score was given for answers at a path, and lays out the file that it leads to.</summary>
    private async Task<string> ForgeAsync(string path)
    {
        var named = path.Replace("ROOT", store.Runs, StringComparison.Ordinal);
        var (answers, outside) = (Path.Combine(store.Runs, "forged", "answers"), Path.Combine(store.Runs, "outside"));
        Directory.CreateDirectory(answers);
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(outside).FullName, "file.jsonl"), Outside);
        Directory.CreateSymbolicLink(Path.Combine(answers, "linked"), outside);
        File.CreateSymbolicLink(Path.Combine(answers, "link.jsonl"), Path.Combine(outside, "file.jsonl"));
        await store.AppendAsync("forged", History(named));
        return named;
    }
}
