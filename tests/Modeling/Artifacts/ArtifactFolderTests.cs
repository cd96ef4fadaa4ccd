using LmmCl.Abstractions;
using LmmCl.Modeling.Artifacts;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Tests.Small;

namespace LmmCl.Modeling.Tests.Artifacts;

public sealed class ArtifactFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private ArtifactFolder Artifacts => new(folder.File("artifacts"));

    private string Checkpoint => folder.File("checkpoint");

    private string Restored => folder.File("restored");

    [Fact]
    public void Equal_tensors_of_two_checkpoints_are_stored_once()
    {
        WrittenCheckpoint.Write(folder.File("one"), ("a", 1), ("b", 2), ("c", 2));
        WrittenCheckpoint.Write(folder.File("other"), ("a", 1), ("b", 3));

        Artifacts.Store(folder.File("one"));
        var second = Artifacts.Store(folder.File("other"));

        Assert.Equal(3, Content().Count(file => file.Length == WrittenCheckpoint.TensorBytes));
        Assert.Equal(WrittenCheckpoint.TensorBytes, second.Size - second.Added);
    }

    [Fact]
    public void A_copied_checkpoint_is_given_back_equal_to_the_bit()
    {
        var hash = WrittenCheckpoint.WriteWithMethod(Checkpoint, ("a", 1), ("b", 2));

        Artifacts.Store(Checkpoint);
        Artifacts.Restore(hash, Restored);

        Assert.Equal(Files(Checkpoint), Files(Restored));
        Assert.Equal(hash, CheckpointManifest.HashOfFolder(Restored));
        Assert.Empty(CheckpointManifest.Open(Restored).FindUncovered(Restored));
    }

    [Fact]
    public void The_name_of_each_stored_file_is_the_SHA256_of_its_content()
    {
        WrittenCheckpoint.WriteWithMethod(Checkpoint, ("a", 1));

        Artifacts.Store(Checkpoint);

        Assert.All(Content(), file => Assert.Equal(
            file.Name, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file.FullName)))));
    }

    [Fact]
    public async Task Writers_at_once_store_what_one_of_them_would()
    {
        var hash = WrittenCheckpoint.WriteWithMethod(Checkpoint, [.. Enumerable.Range(1, 20).Select(i => ($"t{i}", (float)i))]);
        new ArtifactFolder(folder.File("alone")).Store(Checkpoint);
        using var start = new Barrier(4);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                Artifacts.Store(Checkpoint);
            },
            TaskCreationOptions.LongRunning)));

        Assert.Equal(Files(folder.File("alone")), Files(folder.File("artifacts")));
        Artifacts.Restore(hash, Restored);
    }

    [Fact]
    public void A_copy_that_was_cut_off_is_taken_up_where_it_stopped()
    {
        var hash = WrittenCheckpoint.Write(Checkpoint, ("a", 1), ("b", 2), ("c", 3), ("d", 4));
        using var cut = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Artifacts.Store(Checkpoint, (done, _) => CancelAt(4, done, cut), cut.Token));
        Assert.False(Artifacts.Has(hash));
        File.WriteAllText(folder.File("artifacts/content/.half.writing"), "what a killed copy leaves");
        Assert.Equal(2, Content().Count(file => file.Length == WrittenCheckpoint.TensorBytes));

        var rest = Artifacts.Store(Checkpoint);

        Assert.True(Artifacts.Has(hash));
        Assert.Equal(2 * WrittenCheckpoint.TensorBytes, rest.Added);
        Artifacts.Restore(hash, Restored);
    }

    [Fact]
    public void A_damaged_checkpoint_is_not_copied()
    {
        var hash = WrittenCheckpoint.Write(Checkpoint, ("a", 1));
        Flip(Path.Combine(Checkpoint, DeltaCheckpoint.TensorFile));

        Assert.Contains("contents are not", Assert.Throws<InputException>(() => Artifacts.Store(Checkpoint)).Message);

        Assert.False(Artifacts.Has(hash));
    }

    [Theory]
    [InlineData("flipped", "it is damaged")]
    [InlineData("shortened", "it has 63 bytes, 64 were stored")]
    [InlineData("deleted", "it is missing")]
    public void A_damaged_file_is_named_and_comes_back_with_the_next_copy(string damage, string problem)
    {
        var hash = WrittenCheckpoint.Write(Checkpoint, ("a", 1), ("b", 2));
        Artifacts.Store(Checkpoint);
        var file = Content().First(file => file.Length == WrittenCheckpoint.TensorBytes).FullName;
        Damage(file, damage);

        var error = Assert.Throws<InputException>(() => Artifacts.Restore(hash, Restored));

        Assert.StartsWith($"{file}: {problem}", error.Message, StringComparison.Ordinal);
        File.Delete(file);
        Assert.False(Artifacts.Has(hash));
        Assert.Equal(WrittenCheckpoint.TensorBytes, Artifacts.Store(Checkpoint).Added);
        Artifacts.Restore(hash, folder.File("again"));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_refused()
    {
        folder.Write("file", [1]);

        var error = Assert.Throws<InputException>(new ArtifactFolder(folder.File("file/artifacts")).RefuseUnwritable);

        Assert.StartsWith($"{folder.File("file/artifacts")}: it cannot be written", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_that_was_never_copied_is_said_to_be_missing()
    {
        var error = Assert.Throws<InputException>(() => Artifacts.Restore(new string('a', 64), Restored));

        Assert.Contains("there is no copy of this checkpoint here", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static void CancelAt(int piece, int done, CancellationTokenSource source)
    {
        if (done == piece)
        {
            source.Cancel();
        }
    }

    private static void Damage(string file, string damage)
    {
        switch (damage)
        {
            case "flipped":
                Flip(file);
                break;
            case "shortened":
                File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1]);
                break;
            default:
                File.Delete(file);
                break;
        }
    }

    private static void Flip(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    private static IEnumerable<(string Name, string Content)> Files(string root) => Directory
        .GetFiles(root, "*", SearchOption.AllDirectories)
        .Select(file => (Path.GetRelativePath(root, file), Convert.ToHexString(File.ReadAllBytes(file))))
        .Order();

    private IReadOnlyList<FileInfo> Content() =>
        new DirectoryInfo(folder.File("artifacts/content")).GetFiles("*", SearchOption.AllDirectories);
}
