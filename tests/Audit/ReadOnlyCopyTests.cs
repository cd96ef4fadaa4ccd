using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Stores;
using LmmCl.Host.Composition;

namespace LmmCl.Audit.Tests;

/// <summary>An auditor has a copy of the runs that must stay as it is.</summary>
[Collection(nameof(HostRuns))]
public sealed class ReadOnlyCopyTests(FinishedExperiment finished) : IDisposable
{
    private static readonly string host = typeof(HostSettings).Assembly.Location;

    private readonly AuditedCopy copy = new(finished);

    [Theory]
    [InlineData("verify")]
    [InlineData("replay")]
    [InlineData("seal", "--key", "key.pem", "--out", "seal.json")]
    [InlineData("export", "evidence")]
    public async Task An_audit_leaves_the_folder_as_it_is(params string[] words)
    {
        var before = Contents();

        var typed = await copy.AuditAsync(InRoot(words));

        Assert.True(typed.Code == 0, typed.Output + typed.Error);
        Assert.Equal(before, Contents());
    }

    [Fact]
    public async Task An_audit_of_a_store_being_written_sees_every_event_and_leaves_the_folder_as_is()
    {
        await using var writer = EventLogs.Open(Path.Combine(copy.Runs, "events.db"));
        await writer.AppendAsync("small", new ExperimentCancelled("late"));
        var before = Contents();

        var typed = await copy.AuditAsync("verify");

        Assert.Contains("it follows the end of the experiment", typed.Output, StringComparison.Ordinal);
        Assert.Equal(before, Contents());
    }

    [ReadOnlyFolderTheory]
    [InlineData(0, "Nothing was altered.", "audit", "verify")]
    [InlineData(0, "scores computed again", "audit", "replay")]
    [InlineData(0, "events and", "audit", "export", "evidence")]
    [InlineData(0, "small", "report", "small")]
    [InlineData(0, "Experiment completed", "history", "small")]
    [InlineData(0, "Learning against forgetting", "compare", "small")]
    [InlineData(0, "", "forgetting", "--benchmark", "docvqa")]
    [InlineData(2, "", "rescore", "--force")]
    public void Commands_that_read_work_on_a_folder_that_cannot_be_written(int code, string says, params string[] words)
    {
        var (found, output) = ReadOnlyFolder.Run(copy.Runs, ["dotnet", host, .. InRoot(words), "--runs", copy.Runs]);

        Assert.True(code == found, output);
        Assert.Contains(says, output, StringComparison.Ordinal);
    }

    [ReadOnlyFolderTheory]
    [InlineData("audit", "verify")]
    [InlineData("history", "small")]
    public async Task So_does_a_copy_that_was_taken_while_somebody_wrote(params string[] words)
    {
        var taken = copy.PathOf("taken");
        await using (var writer = EventLogs.Open(Path.Combine(copy.Runs, "events.db")))
        {
            await writer.AppendAsync("small", new ExperimentCancelled("late"));
            Directory.CreateDirectory(taken);
            File.Copy(Path.Combine(copy.Runs, "events.db"), Path.Combine(taken, "events.db"));
            File.Copy(Path.Combine(copy.Runs, "events.db-wal"), Path.Combine(taken, "events.db-wal"));
        }

        var (_, output) = ReadOnlyFolder.Run(taken, ["dotnet", host, .. words, "--runs", taken]);

        Assert.Contains(words[0] == "history" ? "cancelled: late" : "it follows the end of the experiment", output, StringComparison.Ordinal);
    }

    public void Dispose() => copy.Dispose();

    /// <summary>The words, with names of files as paths outside of the folder of runs.</summary>
    private string[] InRoot(string[] words) =>
        [.. words.Select((word, index) => index > 0 && (word == "evidence" || word.Contains('.', StringComparison.Ordinal)) ? copy.PathOf(word) : word)];

    private List<(string Path, long Length, DateTime Written)> Contents() =>
    [
        .. new DirectoryInfo(copy.Runs).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .OrderBy(entry => entry.FullName, StringComparer.Ordinal)
            .Select(entry => (entry.FullName, entry is FileInfo file ? file.Length : 0, entry.LastWriteTimeUtc)),
    ];
}
