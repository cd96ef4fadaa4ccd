using LmmCl.Abstractions;
using LmmCl.Data.TinyWorld;
using LmmCl.Modeling.Files;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Tests.Experiments;

public sealed class DrawnWorldTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("lmmcl-drawn-").FullName;

    [Fact]
    public async Task A_world_that_another_process_is_drawing_is_waited_for()
    {
        var world = new DrawnWorld(Path.Combine(root, "world"), 5);
        var half = Path.Combine(Directory.CreateDirectory(world.Folder).FullName, "half");
        await File.WriteAllTextAsync(half, "");
        var drawing = FileLock.TryTake(world.Folder + ".lock")!;

        var waiting = Task.Run(world.File);
        await Task.Delay(200);
        Assert.True(File.Exists(half) && !waiting.IsCompleted);
        await File.WriteAllTextAsync(Path.Combine(world.Folder, TinyWorldFiles.World), "drawn");
        drawing.Dispose();

        Assert.Equal("drawn", await File.ReadAllTextAsync(await waiting));
        Assert.True(File.Exists(half));
    }

    [Fact]
    public void A_world_whose_drawing_was_cut_off_is_drawn_anew()
    {
        var world = new DrawnWorld(Path.Combine(root, "world"), 5);
        var half = Path.Combine(Directory.CreateDirectory(world.Folder).FullName, "half");
        File.WriteAllText(half, "");

        Assert.Contains("skills:", File.ReadAllText(world.File()), StringComparison.Ordinal);
        Assert.False(File.Exists(half));
    }

    [Fact]
    public async Task A_world_has_its_name_only_when_it_is_complete()
    {
        var world = new DrawnWorld(Path.Combine(root, "world"), 5);

        var drawing = Task.Run(world.File);
        while (!drawing.IsCompleted)
        {
            var isThere = Directory.Exists(world.Folder);
            Assert.True(!isThere || File.Exists(Path.Combine(world.Folder, TinyWorldFiles.World)), "A part has the world's name.");
            await Task.Delay(1);
        }

        await drawing;
        Assert.True(File.Exists(world.ProbeCaptions));
        Assert.Equal(["world", "world.lock"], Directory.GetFileSystemEntries(root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_folder_with_something_in_it_is_not_drawn_over()
    {
        var sizes = new TinyWorldSizes(SkillTrain: 2, SkillTest: 2, BenchmarkTest: 2, ProbeCaptions: 2);
        var world = new DrawnWorld(Path.Combine(root, "mine"), 5, sizes);
        Directory.CreateDirectory(world.Folder);

        Assert.True(File.Exists(world.DrawNew()));
        var error = Assert.Throws<InputException>(() => world.DrawNew());

        Assert.StartsWith($"{world.Folder}: there is something in it already.", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(world.ProbeCaptions));
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
