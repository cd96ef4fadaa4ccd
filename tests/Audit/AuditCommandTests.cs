using System.Text.Json.Nodes;
using LmmCl.EventStore.Seals;

namespace LmmCl.Audit.Tests;

[Collection(nameof(HostRuns))]
public sealed class AuditCommandTests(FinishedExperiment finished) : IDisposable
{
    private readonly AuditedCopy copy = new(finished);

    [Fact]
    public async Task A_store_that_nobody_touched_passes()
    {
        var typed = await copy.AuditAsync("verify");

        Assert.Equal(0, typed.Code);
        Assert.Contains("every hash chain holds", typed.Output, StringComparison.Ordinal);
        Assert.Contains("2 checkpoints", typed.Output, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was altered.\n", typed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*.jsonl")]
    [InlineData("delta.safetensors")]
    [InlineData("manifest.json")]
    [InlineData("stage-1.txt")]
    [InlineData("counting_bias.json")]
    public async Task An_altered_file_is_named_with_the_event_that_recorded_it(string pattern)
    {
        var file = copy.FileOf(pattern);
        AuditedCopy.Flip(file);

        var typed = await copy.AuditAsync("verify");

        Assert.Equal(1, typed.Code);
        Assert.Contains("WRONG experiment 'small', sequence ", typed.Output, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(file), typed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notes.txt", 1, "WRONG experiment 'small', sequence ")]
    [InlineData(".notes", 3, "checkpoints/stage-1/.notes is not covered")]
    public async Task A_file_that_a_checkpoints_manifest_does_not_list_is_named(string name, int code, string says)
    {
        var checkpoint = Path.GetDirectoryName(copy.FileOf("delta.safetensors"))!;
        File.WriteAllText(Path.Combine(checkpoint, name), "added later");

        var typed = await copy.AuditAsync("verify");

        Assert.Equal(code, typed.Code);
        Assert.Contains(says, typed.Output, StringComparison.Ordinal);
        Assert.Contains(name, typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_of_other_weights_is_found_even_where_all_hashes_were_made_anew()
    {
        await Forgery.ChangeLastCheckpointAsync(copy.Runs, finished.World, added: 1, parentState: new string('0', 64));

        var typed = await copy.AuditAsync("verify");

        Assert.Equal(1, typed.Code);
        Assert.Contains(
            "checkpoints/stage-2 belongs to weights 000000000000, the stage before ended with",
            typed.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        File.Delete(copy.FileOf("*.jsonl"));

        Assert.Contains("is missing", (await copy.AuditAsync("verify")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_altered_event_is_named()
    {
        AuditedStore.Alter(Path.Combine(copy.Runs, "events.db"));

        var typed = await copy.AuditAsync("verify");

        Assert.Equal(1, typed.Code);
        Assert.Contains("stream 'small' version 5 (sequence 5)", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seal_outlives_growth_and_finds_a_store_that_was_written_anew()
    {
        Assert.Equal(0, (await copy.AuditAsync("seal", "--key", copy.PathOf("key.pem"), "--out", copy.PathOf("seal.json"))).Code);
        using var other = new Workplace(finished.World);
        await other.RunAsync(other.Experiment("small", "seed: 7"));

        var fingerprint = SealFile.Read(copy.PathOf("seal.json")).Fingerprint;
        var same = await copy.AuditAsync("verify", "--against", copy.PathOf("seal.json"), "--fingerprint", fingerprint);
        var rewritten = await Typed.CommandAsync("audit", "verify", "--against", copy.PathOf("seal.json"), "--runs", other.Runs);

        Assert.Equal(0, same.Code);
        Assert.Contains($"signed by key {fingerprint}", same.Output, StringComparison.Ordinal);
        Assert.Equal(1, rewritten.Code);
        Assert.Contains("sequence 1", rewritten.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scores_follow_from_the_answers_and_reports_from_the_events()
    {
        var report = await Typed.CommandAsync("report", "small", "--format", "json", "--runs", copy.Runs);
        await File.WriteAllTextAsync(copy.PathOf("report.json"), report.Output);

        var typed = await copy.AuditAsync("replay", "--report", copy.PathOf("report.json"));

        Assert.True(typed.Code == 0, typed.Output + typed.Error);
        Assert.Contains("scores computed again from stored answers", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_figure_of_a_saved_report_and_an_improved_reply_are_found()
    {
        var report = JsonNode.Parse((await Typed.CommandAsync("report", "small", "--format", "json", "--runs", copy.Runs)).Output)!;
        report["stages"]![1]!["stage"] = 17;
        await File.WriteAllTextAsync(copy.PathOf("report.json"), report.ToJsonString());
        var answers = copy.FileOf("*.jsonl");
        var lines = (await File.ReadAllLinesAsync(answers)).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        lines[1]["reply"] = "another reply";
        await File.WriteAllLinesAsync(answers, lines.Select(line => line.ToJsonString()));

        var typed = await copy.AuditAsync("replay", "--report", copy.PathOf("report.json"));

        Assert.Equal(1, typed.Code);
        Assert.Contains("report.json: stages[1].stage: it has 17", typed.Output, StringComparison.Ordinal);
        Assert.Contains("WRONG experiment 'small', sequence ", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_is_checked_by_python_alone()
    {
        await copy.AuditAsync("seal", "--key", copy.PathOf("key.pem"), "--out", copy.PathOf("seal.json"));
        var folder = copy.PathOf("export");

        var typed = await copy.AuditAsync("export", folder);

        Assert.True(typed.Code == 0, typed.Error);
        var (code, output) = AuditedCopy.VerifyExport(
            folder, "--seal", copy.PathOf("seal.json"), "--fingerprint", SealFile.Read(copy.PathOf("seal.json")).Fingerprint);
        Assert.True(code == 0, output);
        Assert.Contains("nothing was altered", output, StringComparison.Ordinal);
        Assert.Contains("signature: holds", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("runs/small/checkpoints/stage-1/delta.safetensors")]
    [InlineData("events.jsonl")]
    public async Task The_check_of_an_export_finds_what_was_altered(string file)
    {
        var folder = copy.PathOf("export");
        await copy.AuditAsync("export", folder);
        AuditedCopy.Flip(Path.Combine(folder, file));

        var (code, output) = AuditedCopy.VerifyExport(folder);

        Assert.Equal(1, code);
        Assert.Contains("WRONG sequence ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_overwrites_nothing() =>
        (await copy.AuditAsync("export", copy.Root)).IsOneErrorWith("it exists already");

    public void Dispose() => copy.Dispose();
}
