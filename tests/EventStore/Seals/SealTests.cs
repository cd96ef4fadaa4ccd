using System.Security.Cryptography;
using LmmCl.Abstractions;
using LmmCl.Abstractions.Events;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Seals;
using LmmCl.EventStore.Tests.Examples;
using LmmCl.EventStore.Tests.Sqlite;

namespace LmmCl.EventStore.Tests.Seals;

public sealed class SealTests : IDisposable
{
    private const int Events = 12;

    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-seal-").FullName;

    [Fact]
    public async Task A_log_that_only_grew_is_what_was_sealed()
    {
        await using var store = await StoreAsync(Events);
        var seal = await SealAsync(store);
        await store.Log.AppendAsync("a", new ExperimentCompleted(TimeSpan.FromSeconds(1)));

        Assert.Equal(Events, seal.Sequence);
        Assert.Null(await SealVerifier.FindAlterationAsync(store.Log, seal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(Events)]
    public async Task A_tail_rewritten_with_fresh_hashes_is_found_where_it_begins(int first)
    {
        await using var honest = await StoreAsync(Events);
        await using var forged = await StoreAsync(Events, forgedFrom: first);

        Assert.True((await ChainVerifier.VerifyAsync(forged.Log)).Intact);
        Assert.Equal(first, (await SealVerifier.FindAlterationAsync(forged.Log, await SealAsync(honest)))?.Sequence);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(Events - 1)]
    public async Task A_tail_that_was_cut_off_is_found_where_it_is_missing(int left)
    {
        await using var whole = await StoreAsync(Events);
        await using var cut = await StoreAsync(left);

        Assert.True((await ChainVerifier.VerifyAsync(cut.Log)).Intact);
        Assert.Equal(left + 1, (await SealVerifier.FindAlterationAsync(cut.Log, await SealAsync(whole)))?.Sequence);
    }

    [Fact]
    public async Task Events_of_two_streams_that_changed_places_are_found()
    {
        await using var honest = await StoreAsync(Events);
        await using var swapped = await StoreAsync(Events, swapAt: 6);

        Assert.True((await ChainVerifier.VerifyAsync(swapped.Log)).Intact);
        Assert.Equal(6, (await SealVerifier.FindAlterationAsync(swapped.Log, await SealAsync(honest)))?.Sequence);
    }

    [Fact]
    public async Task A_long_log_has_no_more_marks_than_a_seal_carries_and_an_alteration_is_bracketed()
    {
        const int Long = StoreSeal.MostMarks + 1000;
        await using var honest = await StoreAsync(Long, streams: 1);
        await using var forged = await StoreAsync(Long, forgedFrom: 3001, streams: 1);
        var seal = await SealAsync(honest);

        var found = await SealVerifier.FindAlterationAsync(forged.Log, seal);

        Assert.InRange(seal.Marks.Count, StoreSeal.MostMarks / 2, StoreSeal.MostMarks + 1);
        Assert.Equal(Long, seal.Sequence);
        Assert.InRange(found!.Sequence, 2999, 3001);
    }

    [Fact]
    public async Task A_signed_seal_is_read_back_and_any_changed_character_of_its_content_is_refused()
    {
        await using var store = await StoreAsync(3);
        using var key = SealKey.Open(Path.Combine(folder, "key.pem"), out var made);
        var path = Path.Combine(folder, "seal.json");
        var written = SealFile.Sign(await SealAsync(store), key);
        written.Write(path);
        var text = await File.ReadAllTextAsync(path);

        Assert.True(made);
        Assert.Equal(written.Fingerprint, SealFile.Read(path).Fingerprint);
        for (var i = 0; i < text.Length; i++)
        {
            var changed = text[i] switch { >= '0' and < '9' => (char)(text[i] + 1), 'a' => 'b', 'b' => 'a', _ => text[i] };
            if (changed != text[i] && !char.IsWhiteSpace(text[i]))
            {
                await File.WriteAllTextAsync(path, text[..i] + changed + text[(i + 1)..]);
                Assert.Contains(path, Assert.Throws<InputException>(() => SealFile.Read(path)).Message);
            }
        }
    }

    [Fact]
    public void The_key_is_made_once_and_only_its_owner_may_read_it()
    {
        var path = Path.Combine(folder, "deep", "key.pem");
        using var first = SealKey.Open(path, out _);
        using var second = SealKey.Open(path, out var made);

        Assert.False(made);
        Assert.Equal(first.ExportSubjectPublicKeyInfo(), second.ExportSubjectPublicKeyInfo());
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public void A_file_that_is_no_key_is_named()
    {
        var path = Path.Combine(folder, "public.pem");
        using var key = ECDsa.Create();
        File.WriteAllText(path, key.ExportSubjectPublicKeyInfoPem());

        Assert.Contains("no private key", Assert.Throws<InputException>(() => SealKey.Open(path, out _)).Message);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Task<StoreSeal> SealAsync(TemporaryStore store) => StoreSeal.OfAsync(store.Log, EventExamples.Noon);

    /// <summary>A store whose events depend on their number alone, but for those that are forged or swapped.</summary>
    private static async Task<TemporaryStore> StoreAsync(int events, int forgedFrom = int.MaxValue, int swapAt = 0, int streams = 2)
    {
        var numbers = Enumerable.Range(1, events).ToArray();
        if (swapAt > 0)
        {
            (numbers[swapAt - 1], numbers[swapAt]) = (numbers[swapAt], numbers[swapAt - 1]);
        }

        var store = new TemporaryStore();
        foreach (var batch in numbers.Chunk(streams == 1 ? events : 1))
        {
            var happened = batch.Select(number => new StageTrained(new(1), number, number >= forgedFrom ? 1 : 0, 0.5, TimeSpan.Zero));
            await store.Log.AppendAsync($"stream {batch[0] % streams}", ExpectedVersion.Any, [.. happened.Select(item =>
                new NewEvent(item, EventExamples.Noon))]);
        }

        return store;
    }
}
