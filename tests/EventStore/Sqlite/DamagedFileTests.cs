using LmmCl.Abstractions;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Stores.Sqlite;
using LmmCl.EventStore.Tests.Conformance;
using LmmCl.EventStore.Tests.Examples;
using LmmCl.EventStore.Tests.Faults;
using Xunit.Abstractions;

namespace LmmCl.EventStore.Tests.Sqlite;

/// <summary>A small store's file, byte by byte: every 29th place, every single one with LMMCL_SLOW_TESTS=1.</summary>
public sealed class DamagedFileTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-damaged-").FullName;
    private byte[] whole = [];
    private string contents = "";

    private static int Stride => WritersConformance.Slow ? 1 : 29;

    [Fact]
    public async Task A_flipped_byte_is_named_or_refused_unless_it_is_one_that_carries_no_meaning()
    {
        var meaningless = SqlitePages.BytesWithoutMeaning(whole);
        var (outcomes, unexplained) = (new List<Outcome>(), new List<int>());
        for (var place = 0; place < whole.Length; place += Stride)
        {
            var damaged = whole.ToArray();
            damaged[place] ^= (byte)(1 << (place % 8));
            var outcome = await OutcomeOfAsync(damaged, $"byte {place}");
            outcomes.Add(outcome);
            if (outcome == Outcome.Meaningless && !meaningless.Contains(place))
                unexplained.Add(place);
        }

        output.WriteLine($"{outcomes.Count} flips of {whole.Length} bytes: {Summary(outcomes)}");
        Assert.True(unexplained.Count == 0, $"nothing was found, though they have a meaning: {string.Join(", ", unexplained)}");
        Assert.True(outcomes.Count(outcome => outcome == Outcome.Named) > outcomes.Count / 8);
    }

    [Fact]
    public async Task A_file_cut_off_at_any_length_is_found()
    {
        var outcomes = new List<Outcome>();
        for (var length = whole.Length - 1; length >= 0; length -= Stride)
            outcomes.Add(await OutcomeOfAsync(whole[..length], $"length {length}"));

        output.WriteLine($"{outcomes.Count} lengths: {Summary(outcomes)}");
        Assert.DoesNotContain(Outcome.Meaningless, outcomes);
    }

    public async Task InitializeAsync()
    {
        var file = Path.Combine(folder, "whole.db");
        await using (var log = SqliteEventLog.Open(file))
            foreach (var (place, happened) in EventExamples.All.Index())
                await log.AppendAsync(place % 2 == 0 ? "one" : "two", happened);
        whole = await File.ReadAllBytesAsync(file);
        await using var again = SqliteEventLog.OpenExisting(file);
        contents = await ContentsAsync(again);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    private async Task<Outcome> OutcomeOfAsync(byte[] damaged, string what)
    {
        var file = Path.Combine(folder, "damaged.db");
        foreach (var old in Directory.GetFiles(folder, "damaged.db*"))
            File.Delete(old);
        await File.WriteAllBytesAsync(file, damaged);
        try
        {
            await using var log = SqliteEventLog.OpenExisting(file);
            if ((await ChainVerifier.VerifyAsync(log)).FirstBad is { } bad)
                return bad is { Stream: null, Sequence: 0 } ? Outcome.NamedBeside : Outcome.Named;
            Assert.True(await ContentsAsync(log) == contents, $"{what}: nothing was found, but the events differ.");
            return Outcome.Meaningless;
        }
        catch (InputException refusal)
        {
            Assert.StartsWith(file, refusal.Place);
            return Outcome.Refused;
        }
    }

    private static string Summary(IEnumerable<Outcome> outcomes) =>
        string.Join(", ", outcomes.CountBy(outcome => outcome).OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {pair.Key}"));

    private static async Task<string> ContentsAsync(SqliteEventLog log)
    {
        var lines = new List<string>();
        await foreach (var stored in log.ReadAllAsync())
            lines.Add($"{stored.Sequence} {stored.Stream} {stored.Version} {Convert.ToHexString(stored.Hash.Span)}");
        foreach (var head in await log.ListStreamsAsync())
            lines.Add($"{head.Stream} {head.Version} {Convert.ToHexString(head.Hash.Span)}");
        return string.Join('\n', lines);
    }
}
