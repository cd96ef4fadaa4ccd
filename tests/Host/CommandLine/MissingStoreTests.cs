namespace LmmCl.Host.Tests.CommandLine;

[Collection(nameof(StoreQueries))]
public sealed class MissingStoreTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("lmmcl-missing-").FullName;
    private readonly string file = Path.GetTempFileName();

    public static TheoryData<string> ReadingCommands =>
    [
        "report small", "compare small other", "history small", "history --all --follow", "forgetting --benchmark ai2d", "rescore", "resume",
        "resume small", "audit verify", "audit replay", "audit seal --key ROOT/key.pem --out ROOT/seal.json", "audit export ROOT/export",
        "audit rerun small --stage 1", "export FILE --hf ROOT/hf", "gc", "gc --delete",
    ];

    private string Runs => Path.Combine(root, "runs");

    [Theory]
    [MemberData(nameof(ReadingCommands))]
    public async Task A_store_that_is_not_there_is_refused_and_not_made(string command)
    {
        var present = Directory.CreateDirectory(Path.Combine(root, "present")).FullName;

        var typed = await TypeAsync(command, "--runs", present, "--store", Path.Combine(root, "typo", "typo.db"));

        typed.IsOneErrorWith(Path.Combine(root, "typo", "typo.db"), "there is no event store", "--store");
        Assert.Equal([present], Directory.GetFileSystemEntries(root));
        Assert.Empty(Directory.GetFileSystemEntries(present));
    }

    [Theory]
    [MemberData(nameof(ReadingCommands))]
    public async Task Before_the_first_run_the_way_to_begin_is_said_and_nothing_is_made(string command)
    {
        var present = Directory.CreateDirectory(Runs).FullName;

        (await TypeAsync(command, "--runs", present)).IsOneErrorWith("events.db", "no experiment was run here yet", "quickstart");

        Assert.Equal([present], Directory.GetFileSystemEntries(root));
        Assert.Empty(Directory.GetFileSystemEntries(present));
    }

    [Fact]
    public async Task A_folder_of_runs_that_is_not_there_is_not_made_either()
    {
        (await TypeAsync("audit verify", "--runs", Runs)).IsOneErrorWith("events.db", "no experiment was run here yet", "--runs");

        Assert.Empty(Directory.GetFileSystemEntries(root));
    }

    public void Dispose()
    {
        Directory.Delete(root, recursive: true);
        File.Delete(file);
    }

    private async Task<Typed> TypeAsync(string command, params string[] options)
    {
        // A command that followed a store that it had made would wait for ever.
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await File.WriteAllTextAsync(file, "experiment: small\nmodel: model\nworld: world\nskills: [pathvqa]\nmethod: selective-tuning\n", stop.Token);
        var words = command.Replace("ROOT", root, StringComparison.Ordinal).Replace("FILE", file, StringComparison.Ordinal).Split(' ');
        return await Typed.StoppedAtOutputAsync("never said", stop, [.. words, .. options]);
    }
}
