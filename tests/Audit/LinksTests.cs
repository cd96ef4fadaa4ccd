using LmmCl.Events;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Runs.Experiments;

namespace LmmCl.Audit.Tests;

/// <summary>Links and files that somebody put into a run folder: none is followed, copied or written through.</summary>
[Collection(nameof(HostRuns))]
public sealed class LinksTests : IDisposable
{
    private const string Key = "PRIVATE KEY";

    private readonly FinishedExperiment finished;
    private readonly AuditedCopy copy;

    public LinksTests(FinishedExperiment finished)
    {
        (this.finished, copy) = (finished, new AuditedCopy(finished));
        Run = RunFolder.Of(copy.Runs, "small");
        Directory.CreateDirectory(Path.GetDirectoryName(Secret)!);
        File.WriteAllText(Secret, Key);
    }

    /// <summary>A file of somebody else's.</summary>
    private string Secret => copy.PathOf("home/secret.pem");

    private string Exported => copy.PathOf("exported");

    private RunFolder Run { get; }

    private string Checkpoint => Run.Checkpoint(new StageId(1));

    [Fact]
    public async Task A_file_that_no_manifest_lists_is_not_exported()
    {
        File.WriteAllText(Path.Combine(Checkpoint, "added.bin"), Key);

        (await ExportAsync()).IsOneErrorWith("added.bin", "is not listed in the checkpoint's manifest.json");
        Assert.False(Directory.Exists(Exported));
    }

    [Fact]
    public async Task A_hidden_file_that_no_manifest_lists_is_left_out()
    {
        File.WriteAllText(Path.Combine(Checkpoint, ".hidden"), Key);

        Assert.Equal(0, (await ExportAsync()).Code);

        Assert.True(File.Exists(Path.Combine(Exported, "runs", "small", "checkpoints", "stage-1", CheckpointManifest.FileName)));
        Assert.Equal(0, AuditedCopy.VerifyExport(Exported).Code);
        Assert.DoesNotContain(Directory.GetFiles(Exported, "*", SearchOption.AllDirectories), file => File.ReadAllText(file) == Key);
    }

    [Theory]
    [InlineData(".hidden")]
    [InlineData("added.bin")]
    [InlineData("delta.safetensors")]
    public async Task A_link_in_a_checkpoint_is_neither_exported_nor_verified(string name)
    {
        File.Delete(Path.Combine(Checkpoint, name));
        File.CreateSymbolicLink(Path.Combine(Checkpoint, name), Secret);

        (await ExportAsync()).IsOneErrorWith("'checkpoint-written'", $"checkpoints/stage-1/{name}");
        Assert.Equal(1, (await copy.AuditAsync("verify")).Code);
        Assert.False(Directory.Exists(Exported));
    }

    [Fact]
    public async Task Links_in_a_circle_are_refused_at_once()
    {
        foreach (var name in (string[])["a", "b"])
        {
            Directory.CreateSymbolicLink(Path.Combine(Checkpoint, name), ".");
        }

        (await ExportAsync()).IsOneErrorWith("'checkpoint-written'", "contains the link");
        Assert.Contains("contains the link", (await copy.AuditAsync("verify")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_to_other_answers_of_the_run_is_not_exported()
    {
        var answers = Run.Answers(StageId.Base, "ai2d");
        File.Move(answers, answers + ".moved");
        File.CreateSymbolicLink(answers, answers + ".moved");

        (await ExportAsync()).IsOneErrorWith(answers, "it is a link");
    }

    [Theory]
    [InlineData("audit verify")]
    [InlineData("audit replay")]
    [InlineData("audit export OUT")]
    [InlineData("audit rerun small --stage 1")]
    [InlineData("rescore small --force")]
    [InlineData("run FILE")]
    public async Task A_run_folder_that_is_a_link_is_refused(string command)
    {
        var folder = MoveAway(Run.Root);
        var before = Content(folder);

        (await TypeAsync(command)).IsOneErrorWith(Run.Root, "it is a link");

        Assert.Equal(before, Content(folder));
    }

    [Theory]
    [InlineData("checkpoints")]
    [InlineData("work")]
    [InlineData("answers/stage-0")]
    public async Task A_run_deletes_nothing_through_a_link(string part)
    {
        using var place = new Workplace(finished.World);
        var victim = Directory.CreateDirectory(copy.PathOf("home/stage-1")).FullName;
        File.WriteAllText(Path.Combine(victim, "theses.txt"), "years of work");
        var link = Path.Combine(place.Runs, "small", part);
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        Directory.CreateSymbolicLink(link, Path.GetDirectoryName(victim)!);
        var before = Content(Path.GetDirectoryName(victim)!);

        var typed = await Typed.CommandAsync("run", place.Experiment("small", "skills: [timeclock]"), "--runs", place.Runs);

        typed.IsOneErrorWith(link, "it is a link");
        Assert.Equal(before, Content(Path.GetDirectoryName(victim)!));
    }

    [Theory]
    [InlineData("answers/stage-0/.ai2d.jsonl.rescored.writing", "Secret")]
    [InlineData("work", "Folder")]
    public async Task Scoring_anew_writes_nothing_through_a_link(string name, string target)
    {
        var link = Path.Combine(Run.Root, name);
        if (Directory.Exists(link))
        {
            Directory.Delete(link, recursive: true);
        }

        File.CreateSymbolicLink(link, target == "Secret" ? Secret : Path.GetDirectoryName(Secret)!);

        var typed = await TypeAsync("rescore small --force");

        Assert.NotEqual(0, typed.Code);
        Assert.Contains($"{link}: it is a link", typed.Output + typed.Error, StringComparison.Ordinal);
        Assert.Equal(Key, File.ReadAllText(Secret));
        Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(Secret)!));
    }

    [Fact]
    public async Task A_folder_of_runs_may_be_a_link()
    {
        var link = copy.PathOf("link");
        Directory.CreateSymbolicLink(link, copy.Runs);

        foreach (var command in (string[])["audit verify", $"audit export {Exported}", "rescore --force", $"run {finished.File}", "gc"])
        {
            var typed = await Typed.CommandAsync([.. command.Split(' '), "--runs", link]);

            Assert.True(typed.Code == 0, typed.Error + typed.Output);
        }
    }

    public void Dispose() => copy.Dispose();

    private Task<Typed> ExportAsync() => copy.AuditAsync("export", Exported);

    private Task<Typed> TypeAsync(string command) => Typed.CommandAsync(
    [
        .. command.Split(' ').Select(word => word == "FILE" ? finished.File : word == "OUT" ? Exported : word), "--runs", copy.Runs,
    ]);

    private string MoveAway(string folder)
    {
        var moved = copy.PathOf("moved");
        Directory.Move(folder, moved);
        Directory.CreateSymbolicLink(folder, moved);
        return moved;
    }

    private static IEnumerable<(string Name, DateTime Written)> Content(string folder) =>
        [.. Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => (path, File.GetLastWriteTimeUtc(path)))];
}
