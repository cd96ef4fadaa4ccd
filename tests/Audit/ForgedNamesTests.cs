using LmmCl.EventStore.Projections;

namespace LmmCl.Audit.Tests;

/// <summary>The store names an experiment so that its run folder would be somewhere else.</summary>
[Collection(nameof(StoreQueries))]
public sealed class ForgedNamesTests : IDisposable
{
    private readonly RecordedStore store = new();

    public static TheoryData<string> Names => ["../outside", "forged/../outside", "a/b", "/tmp/outside", "..", "."];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task No_command_reads_or_writes_there(string name)
    {
        await store.AppendAsync(name, SampleExperiments.History("llm", 1));
        var (outside, export) = (Path.Combine(Path.GetDirectoryName(store.Runs)!, "outside"), Path.Combine(store.Runs, "export"));
        var before = Directory.GetFileSystemEntries(store.Runs).Order().ToList();

        foreach (var command in (string[][])[["audit", "verify"], ["audit", "replay"], ["audit", "export", export], ["gc", "--delete"],
            ["rescore", "--force"], ["rescore", name, "--force"]])
        {
            (await store.TypeAsync(command)).IsOneErrorWith($"'{name}'", "folder of runs");
        }

        Assert.Equal(before, Directory.GetFileSystemEntries(store.Runs).Order());
        Assert.False(Path.Exists(outside));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_not_resumed(string name)
    {
        await store.AppendAsync(name, [SampleExperiments.History("llm", 1)[0]]);

        var typed = await store.TypeAsync("resume", name);

        Assert.NotEqual(0, typed.Code);
        Assert.Contains("folder of runs", typed.Error + typed.Output, StringComparison.Ordinal);
    }

    public void Dispose() => store.Dispose();
}
