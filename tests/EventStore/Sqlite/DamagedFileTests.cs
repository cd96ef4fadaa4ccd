using LmmCl.Abstractions;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Sqlite;
using LmmCl.EventStore.Tests.Conformance;
using LmmCl.EventStore.Tests.Examples;

namespace LmmCl.EventStore.Tests.Sqlite;

/// <summary>
/// A small store's file, byte by byte. Pages have room that holds nothing; a byte of it may change without anybody's knowing. Whatever is read
/// differently must be found. Every 13th place is tried, every one with LMMCL_SLOW_TESTS=1.
/// </summary>
public sealed class DamagedFileTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-damaged-").FullName;
    private byte[] whole = [];
    private string contents = "";

    private static int Stride => WritersConformance.Slow ? 1 : 13;

    [Fact]
    public async Task Every_flipped_byte_is_found_if_anything_is_read_differently()
    {
        var found = 0;
        for (var place = 0; place < whole.Length; place += Stride)
        {
            var damaged = whole.ToArray();
            damaged[place] ^= (byte)(1 << (place % 8));
            found += await FindsAsync(damaged, $"byte {place}") ? 1 : 0;
        }

        Assert.True(found > whole.Length / Stride / 8, $"{found}");
    }

    [Fact]
    public async Task A_file_cut_off_at_any_length_is_found()
    {
        for (var length = whole.Length - 1; length >= 0; length -= Stride)
            Assert.True(await FindsAsync(whole[..length], $"length {length}"));
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

    /// <summary>True where the verifier, or the opening, finds the damage; it must, unless all reads as before.</summary>
    private async Task<bool> FindsAsync(byte[] damaged, string what)
    {
        var file = Path.Combine(folder, "damaged.db");
        foreach (var old in Directory.GetFiles(folder, "damaged.db*"))
            File.Delete(old);
        await File.WriteAllBytesAsync(file, damaged);
        try
        {
            await using var log = SqliteEventLog.OpenExisting(file);
            if (!(await ChainVerifier.VerifyAsync(log)).Intact)
                return true;
            Assert.True(await ContentsAsync(log) == contents, $"{what}: nothing was found, but the events differ.");
            return false;
        }
        catch (InputException refusal)
        {
            Assert.StartsWith(file, refusal.Place);
            return true;
        }
    }

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
