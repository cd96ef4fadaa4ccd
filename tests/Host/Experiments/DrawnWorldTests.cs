using LmmCl.Data.TinyWorld;
using LmmCl.Runs.Experiments;

namespace LmmCl.Host.Tests.Experiments;

public sealed class DrawnWorldTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("lmmcl-drawn-").FullName;

    [Fact]
    public async Task A_world_that_another_process_is_drawing_is_waited_for()
    {
        var world = new DrawnWorld(Path.Combine(root, "world"), 5);
        var half = Path.Combine(Directory.CreateDirectory(world.Folder).FullName, "half");
        await File.WriteAllTextAsync(half, "");
        var drawing = RunLock.TryTake(world.Folder + ".lock")!;

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

    public void Dispose() => Directory.Delete(root, recursive: true);
}
