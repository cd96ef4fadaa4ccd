using System.Text.Json.Nodes;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Stores;

namespace LmmCl.Audit.Tests;

/// <summary>What somebody can do to an exported history, and what its check in Python says.</summary>
[Collection(nameof(HostRuns))]
public sealed class ExportAttacksTests(FinishedExperiment finished) : IDisposable
{
    private readonly AuditedCopy copy = new(finished);

    private string Folder => copy.PathOf("export");

    [Fact]
    public async Task Files_that_were_deleted_are_missed()
    {
        await ExportAsync();
        Directory.Delete(Path.Combine(Folder, "runs"), recursive: true);

        Says(1, "WRONG 0 files of 'small' are here");
    }

    [Fact]
    public async Task Files_that_were_deleted_are_missed_even_where_the_list_was_altered_too()
    {
        await ExportAsync();
        Directory.Delete(Path.Combine(Folder, "runs"), recursive: true);
        await ListAsync(list => list["included"]!["small"] = 0);
        Says(1, "WRONG sequence ", "is missing");

        await ListAsync(list => (list["included"], list["leftOut"]) = (new JsonObject(), new JsonArray("small")));
        Says(3, "NOT ESTABLISHED files of 'small' were not exported");

        await ListAsync(list => list["leftOut"] = new JsonArray());
        Says(1, "files.json does not list the experiments of events.jsonl: small");

        File.Delete(Path.Combine(Folder, "files.json"));
        Says(1, "WRONG files.json");
    }

    [Fact]
    public async Task What_the_auditor_leaves_out_is_not_established()
    {
        await ExportAsync();
        Directory.Delete(Path.Combine(Folder, "runs"), recursive: true);

        Says(3, ["--without-files", "small"], "NOT ESTABLISHED files of 'small' were not checked");
        Says(1, ["--without-files", "smal"], "WRONG --without-files");
    }

    [Fact]
    public async Task What_was_not_exported_is_not_established()
    {
        await using (var log = EventLogs.Open(Path.Combine(copy.Runs, "events.db")))
        {
            await log.AppendAsync("other", new ExperimentCancelled("never begun"));
        }

        await ExportAsync("--experiments", "small");

        Says(3, "NOT ESTABLISHED files of 'other' were not exported");
    }

    [Fact]
    public async Task A_list_of_inputs_that_was_altered_is_found()
    {
        await ExportAsync();
        AuditedCopy.Flip(Directory.GetFiles(Path.Combine(Folder, "runs", "small", "inputs"))[0]);

        Says(1, "WRONG sequence 3: runs/small/inputs/");
    }

    [Fact]
    public async Task A_file_that_was_added_is_found()
    {
        await ExportAsync();
        await File.WriteAllTextAsync(Path.Combine(Folder, "runs", "small", "notes.txt"), "added later");

        Says(1, "files of 'small' are here");
    }

    [Fact]
    public async Task An_id_that_does_not_follow_from_the_content_is_found()
    {
        await AppendAsync(new NewEvent(new ExperimentCancelled("x"), DateTimeOffset.UtcNow, Guid.NewGuid()));
        await ExportAsync();

        Says(1, "its id does not follow from its content");
    }

    [Fact]
    public async Task Time_that_runs_backwards_is_not_established()
    {
        await AppendAsync(new NewEvent(new ExperimentCancelled("x"), DateTimeOffset.UnixEpoch));
        await ExportAsync();

        Says(3, "NOT ESTABLISHED sequence ", "its time 1970-01-01T00:00:00.000000Z is before");
    }

    [Fact]
    public async Task A_planned_experiment_that_is_missing_is_not_established()
    {
        await using (var log = EventLogs.Open(Path.Combine(copy.Runs, "events.db")))
        {
            await log.AppendAsync("sweep:trial", new SweepPlanned("trial", ContentHash.Of("file"), [new("gone", "LwF", 1e-3, 1)]));
        }

        await ExportAsync();

        Says(3, "NOT ESTABLISHED 'gone' of the sweep 'trial' was planned, never started or deleted");
    }

    [Fact]
    public async Task A_seal_is_checked_against_the_fingerprint_that_the_auditor_has()
    {
        await copy.AuditAsync("seal", "--key", copy.PathOf("key.pem"), "--out", copy.PathOf("seal.json"));
        await ExportAsync();
        var other = new string('a', 64);

        Says(3, ["--seal", copy.PathOf("seal.json")], "NOT ESTABLISHED who made the seal: its key has the fingerprint ");
        Says(1, ["--seal", copy.PathOf("seal.json"), "--fingerprint", other], "WRONG the seal is signed by another key", other);
        Says(2, ["--seal", copy.PathOf("seal.json"), "--fingerprint", other[..16]], "64 hexadecimal digits");
        Says(2, ["--fingerprint", other], "needs --seal");
    }

    public void Dispose() => copy.Dispose();

    private async Task ExportAsync(params string[] more)
    {
        var typed = await copy.AuditAsync(["export", Folder, .. more]);
        Assert.True(typed.Code == 0, typed.Error);
    }

    private async Task AppendAsync(NewEvent happened)
    {
        await using var log = EventLogs.Open(Path.Combine(copy.Runs, "events.db"));
        await log.AppendAsync("small", ExpectedVersion.Any, [happened]);
    }

    private async Task ListAsync(Action<JsonNode> change)
    {
        var path = Path.Combine(Folder, "files.json");
        var list = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        change(list);
        await File.WriteAllTextAsync(path, list.ToJsonString());
    }

    private void Says(int code, params string[] parts) => Says(code, [], parts);

    private void Says(int code, string[] arguments, params string[] parts)
    {
        var (found, output) = AuditedCopy.VerifyExport(Folder, arguments);
        Assert.True(code == found, output);
        Assert.All(parts, part => Assert.Contains(part, output, StringComparison.Ordinal));
    }
}
