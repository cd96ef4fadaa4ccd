using System.Text.Json.Nodes;
using LmmCl.EventStore.Seals;
using LmmCl.EventStore.Stores;

namespace LmmCl.Audit.Tests;

/// <summary>Seals that somebody made who is not the sealer, or over something that should not be sealed.</summary>
[Collection(nameof(HostRuns))]
public sealed class SealAttacksTests(FinishedExperiment finished) : IDisposable
{
    private readonly AuditedCopy copy = new(finished);

    private string SealPath => copy.PathOf("seal.json");

    [Fact]
    public async Task A_seal_by_another_key_is_wrong_and_both_fingerprints_are_named()
    {
        var expected = await SealAsync("key.pem");
        var forger = await SealAsync("forger.pem");

        var typed = await copy.AuditAsync("verify", "--against", SealPath, "--fingerprint", expected);

        Assert.Equal(1, typed.Code);
        Assert.Contains(expected, typed.Output, StringComparison.Ordinal);
        Assert.Contains($"WRONG seal: it is signed by another key: its fingerprint is {forger}", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seal_whose_key_nobody_compared_is_not_established()
    {
        var fingerprint = await SealAsync();

        var typed = await copy.AuditAsync("verify", "--against", SealPath);

        Assert.Equal(3, typed.Code);
        Assert.Contains($"NOT ESTABLISHED seal: who made it: its key has the fingerprint {fingerprint}", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fingerprint_may_be_typed_with_spaces_colons_and_capitals()
    {
        var pairs = (await SealAsync()).ToUpperInvariant().Chunk(2).Select(pair => new string(pair));

        var typed = await copy.AuditAsync("verify", "--against", SealPath, "--fingerprint", " " + string.Join(':', pairs));

        Assert.True(typed.Code == 0, typed.Output + typed.Error);
    }

    [Fact]
    public async Task A_fingerprint_without_a_seal_and_a_shortened_one_are_refused()
    {
        var fingerprint = await SealAsync();

        (await copy.AuditAsync("verify", "--fingerprint", fingerprint)).IsOneErrorWith("--fingerprint", "no seal");
        (await copy.AuditAsync("verify", "--against", SealPath, "--fingerprint", fingerprint[..16])).IsOneErrorWith("--fingerprint", "64");
    }

    [Fact]
    public async Task A_store_that_was_altered_is_not_sealed()
    {
        AuditedStore.Alter(Path.Combine(copy.Runs, "events.db"));

        (await copy.AuditAsync("seal", "--key", copy.PathOf("key.pem"), "--out", SealPath)).IsOneErrorWith("it was altered");
        Assert.False(File.Exists(SealPath) || File.Exists(copy.PathOf("key.pem")));
    }

    [Fact]
    public async Task An_empty_store_is_not_sealed()
    {
        var empty = copy.PathOf("empty.db");
        await EventLogs.Open(empty).DisposeAsync();

        (await copy.AuditAsync("seal", "--key", copy.PathOf("key.pem"), "--out", SealPath, "--store", empty)).IsOneErrorWith("it has no events");
    }

    [Fact]
    public async Task A_time_stamp_is_checked_and_its_authority_named()
    {
        using var authority = new TimestampServer();
        var fingerprint = await SealAsync(more: ["--timestamp", authority.Address]);

        var typed = await copy.AuditAsync("verify", "--against", SealPath, "--fingerprint", fingerprint);

        Assert.True(typed.Code == 0, typed.Output + typed.Error);
        Assert.Contains("by CN=Authority of the tests, whose certificate has the SHA-256 ", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_stamp_over_another_seal_is_wrong()
    {
        using var authority = new TimestampServer();
        await SealAsync(more: ["--timestamp", authority.Address]);
        var earlier = Read()["timestamp"]!.GetValue<string>();
        var fingerprint = await SealAsync(more: ["--timestamp", authority.Address]);
        var later = Read();
        later["timestamp"] = earlier;
        await File.WriteAllTextAsync(SealPath, later.ToJsonString());

        var typed = await copy.AuditAsync("verify", "--against", SealPath, "--fingerprint", fingerprint);

        Assert.Equal(1, typed.Code);
        Assert.Contains("WRONG seal: its time stamp does not hold", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authority_that_cannot_be_asked_or_talks_nonsense_leaves_no_seal()
    {
        var authority = new TimestampServer { TalksNonsense = true };
        string[] seal = ["seal", "--key", copy.PathOf("key.pem"), "--out", SealPath, "--timestamp"];

        (await copy.AuditAsync([.. seal, authority.Address])).IsOneErrorWith(authority.Address, "not a token");
        authority.Dispose();
        (await copy.AuditAsync([.. seal, authority.Address])).IsOneErrorWith(authority.Address, "cannot be asked");
        (await copy.AuditAsync([.. seal, "authority.example"])).IsOneErrorWith("--timestamp", "http://");
        Assert.False(File.Exists(SealPath));
    }

    [Fact]
    public async Task Only_a_seal_with_a_time_stamp_has_the_newer_schema()
    {
        using var authority = new TimestampServer();
        await SealAsync();
        Assert.Equal((1, false), (Read()["schema"]!.GetValue<int>(), Read().AsObject().ContainsKey("timestamp")));

        await SealAsync(more: ["--timestamp", authority.Address]);
        Assert.Equal(2, Read()["schema"]!.GetValue<int>());
    }

    public void Dispose() => copy.Dispose();

    private JsonNode Read() => JsonNode.Parse(File.ReadAllText(SealPath))!;

    /// <summary>Seals the store with a key.</summary>
    /// <returns>The key's fingerprint.</returns>
    private async Task<string> SealAsync(string key = "key.pem", params string[] more)
    {
        var typed = await copy.AuditAsync(["seal", "--key", copy.PathOf(key), "--out", SealPath, .. more]);
        Assert.True(typed.Code == 0, typed.Error);
        return SealFile.Read(SealPath).Fingerprint;
    }
}
