using LmmCl.Abstractions;
using LmmCl.Modeling.Files;

namespace LmmCl.Modeling.Tests.Files;

public sealed class DurableFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-durable-").FullName;

    [Fact]
    public void A_file_is_written_with_the_folders_above_it_and_replaces_the_one_before()
    {
        var path = Path.Combine(folder, "a", "b", "file");

        DurableFile.Write(path, "first"u8.ToArray());
        DurableFile.Write(path, stream => stream.Write("second"u8));

        Assert.Equal("second", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_write_that_fails_halfway_leaves_what_was_there_and_nothing_else()
    {
        var path = Path.Combine(folder, "file");
        DurableFile.Write(path, "before"u8.ToArray());

        Assert.Throws<InvalidOperationException>(() => DurableFile.Write(path, stream =>
        {
            stream.Write("after"u8);
            throw new InvalidOperationException();
        }));

        Assert.Equal("before", File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_write_that_was_killed_halfway_is_in_nobodys_way()
    {
        var path = Path.Combine(folder, "file");
        File.WriteAllText(Path.Combine(folder, ".file.writing"), "half of something longer");

        DurableFile.Write(path, "whole"u8.ToArray());

        Assert.Equal("whole", File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_full_disk_is_said_with_the_file_and_the_fix()
    {
        File.CreateSymbolicLink(Path.Combine(folder, ".file.writing"), "/dev/full");

        var error = Assert.Throws<InputException>(() => DurableFile.Write(Path.Combine(folder, "file"), "x"u8.ToArray()));

        Assert.StartsWith($"{Path.Combine(folder, "file")}: it cannot be written (No space left on device", error.Message);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_folder_is_published_under_its_name_with_everything_in_it()
    {
        var partial = DurableFolder.Create(Path.Combine(folder, "state.partial", "method"));
        File.WriteAllText(Path.Combine(partial, "experts"), "8");

        DurableFolder.Publish(Path.Combine(folder, "state.partial"), Path.Combine(folder, "state"));

        Assert.Equal("8", File.ReadAllText(Path.Combine(folder, "state", "method", "experts")));
        Assert.Single(Directory.GetFileSystemEntries(folder));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
