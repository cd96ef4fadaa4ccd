using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Stores;
using LmmCl.EventStore.Stores.Sqlite;
using LmmCl.EventStore.Tests.Examples;

namespace LmmCl.EventStore.Tests.Sqlite;

public sealed class SqliteSnapshotTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-snapshot #1? %41 ").FullName;

    private string Store => Path.Combine(folder, "events.db");

    [Fact]
    public async Task A_closed_store_is_read_whole_and_nothing_is_written_beside_it()
    {
        await using (var log = SqliteEventLog.Open(Store))
        {
            await log.AppendAsync("s", EventExamples.All);
        }

        var before = Contents(folder);

        Assert.Equal(EventExamples.All.Count, await CountAsync(Store));
        Assert.Equal(before, Contents(folder));
        Assert.Equal(["events.db"], before.Select(file => file.Name));
    }

    [Fact]
    public async Task What_a_writer_has_not_moved_into_the_file_yet_is_read_too()
    {
        await using var log = SqliteEventLog.Open(Store);
        await log.AppendAsync("s", EventExamples.All);
        var before = Contents(folder);

        Assert.Equal(EventExamples.All.Count, await CountAsync(Store));
        Assert.Equal(before, Contents(folder));
        Assert.True(before.Single(file => file.Name == "events.db-wal").Length > 0);
    }

    [Fact]
    public async Task The_copy_of_a_store_whose_writer_was_killed_is_read_whole()
    {
        var copy = Directory.CreateDirectory(Path.Combine(folder, "copy")).FullName;
        await using (var log = SqliteEventLog.Open(Store))
        {
            await log.AppendAsync("s", EventExamples.All);
            foreach (var name in (string[])["events.db", "events.db-wal"])
            {
                File.Copy(Path.Combine(folder, name), Path.Combine(copy, name));
                File.SetAttributes(Path.Combine(copy, name), FileAttributes.ReadOnly);
            }
        }

        var before = Contents(copy);

        Assert.Equal(EventExamples.All.Count, await CountAsync(Path.Combine(copy, "events.db")));
        Assert.Equal(before, Contents(copy));
    }

    [Fact]
    public async Task It_takes_no_events()
    {
        await using (var log = SqliteEventLog.Open(Store))
        {
            await log.AppendAsync("s", EventExamples.All);
        }

        await using var snapshot = EventLogs.OpenForAudit(Store)!;

        var refusal = await Assert.ThrowsAsync<InputException>(async () => await snapshot.AppendAsync("s", new ExperimentCancelled("late")));
        Assert.Contains("reading only", refusal.Message);
    }

    [Fact]
    public async Task A_file_that_is_written_while_it_is_read_is_refused_rather_than_called_damaged()
    {
        await using (var log = SqliteEventLog.Open(Store))
        {
            await log.AppendAsync("s", EventExamples.All);
        }

        await using var snapshot = EventLogs.OpenForAudit(Store)!;
        await using (var log = SqliteEventLog.Open(Store))
        {
            await log.AppendAsync("s", new ExperimentCancelled("late"));
        }

        var refusal = await Assert.ThrowsAsync<StoreChangedException>(async () => await ChainVerifier.VerifyAsync(snapshot));
        Assert.Contains("while it was read", refusal.Message);
    }

    [Fact]
    public void What_is_no_store_is_refused_or_absent_as_always()
    {
        File.WriteAllText(Store, string.Concat(Enumerable.Repeat("this is not a database, ", 100)));

        Assert.Contains("not an SQLite database", Assert.Throws<InputException>(() => EventLogs.OpenForAudit(Store)).Message);
        Assert.Null(EventLogs.OpenForAudit(Path.Combine(folder, "none.db")));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<int> CountAsync(string store)
    {
        await using var snapshot = EventLogs.OpenForAudit(store)!;
        Assert.True((await ChainVerifier.VerifyAsync(snapshot)).Intact);
        return await snapshot.ReadAllAsync().CountAsync();
    }

    private static List<(string Name, long Length, string Hash, DateTime Written)> Contents(string folder) =>
    [
        .. new DirectoryInfo(folder).GetFiles().OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => (file.Name, file.Length, HashOf(file.FullName), file.LastWriteTimeUtc)),
    ];

    private static string HashOf(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(stream));
    }
}
