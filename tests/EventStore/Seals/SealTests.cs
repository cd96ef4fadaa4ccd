using System.Security.Cryptography;
using LmmCl.Abstractions;
using LmmCl.EventStore.Seals;
using LmmCl.EventStore.Tests.Sqlite;

namespace LmmCl.EventStore.Tests.Seals;

public sealed class SealTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-seal-").FullName;

    [Fact]
    public async Task A_long_log_has_no_more_marks_than_a_seal_carries_and_an_alteration_is_bracketed()
    {
        const int Long = StoreSeal.MostMarks + 1000;
        await using var honest = await SealedHistories.InAsync(new TemporaryStore(), Long, streams: 1);
        await using var forged = await SealedHistories.InAsync(new TemporaryStore(), Long, forgedFrom: 3001, streams: 1);
        var seal = await SealedHistories.SealAsync(honest);

        var found = await SealVerifier.FindAlterationAsync(forged.Log, seal);

        Assert.InRange(seal.Marks.Count, StoreSeal.MostMarks / 2, StoreSeal.MostMarks + 1);
        Assert.Equal(Long, seal.Sequence);
        Assert.InRange(found!.Sequence, 2999, 3001);
    }

    [Fact]
    public async Task A_signed_seal_is_read_back_and_any_changed_character_of_its_content_is_refused()
    {
        await using var store = await SealedHistories.InAsync(new TemporaryStore(), 3);
        using var key = SealKey.Open(Path.Combine(folder, "key.pem"), out var made);
        var path = Path.Combine(folder, "seal.json");
        var written = SealFile.Sign(await SealedHistories.SealAsync(store), key);
        await File.WriteAllBytesAsync(path, written.ToBytes());
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
}
