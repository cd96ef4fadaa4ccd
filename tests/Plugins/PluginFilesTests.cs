using System.Diagnostics;
using System.Text.Json.Nodes;
using LmmCl.Events;
using LmmCl.Plugins.Manifests;

namespace LmmCl.Plugins.Tests;

/// <summary>A plugin's folder against its manifest, in all its depth.</summary>
public sealed class PluginFilesTests : IDisposable
{
    private readonly PluginFolder folder = new();

    private string Native => Path.Combine(folder.SelectiveTuning, "runtimes", "linux-x64", "native", "libspeed.so");

    [Fact]
    public void A_file_in_a_subfolder_is_listed_with_its_path_and_checked()
    {
        AddNative();
        Assert.Equal(PluginStatus.Active, folder.Open().Trust("SelectiveTuning").Status);

        File.AppendAllText(Native, "more");
        Assert.Contains("libspeed.so: its SHA-256", Reason(), StringComparison.Ordinal);

        File.Delete(Native);
        Assert.Contains("libspeed.so: the file is listed in plugin.json but missing", Reason(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_hidden_in_a_subfolder_is_refused()
    {
        AddNative();
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(Native)!, ".hidden"), "");

        Assert.Contains(".hidden: the file is not listed", Reason(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LmmCl.SelectiveTuning.dll")]
    [InlineData("plugin.json")]
    public void A_link_is_refused_wherever_it_points(string name)
    {
        var path = Path.Combine(folder.SelectiveTuning, name);
        var elsewhere = Path.Combine(folder.Root, name);
        File.Move(path, elsewhere);
        File.CreateSymbolicLink(path, elsewhere);

        Assert.Contains($"{name}: it is a link", Reason(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_linked_subfolder_is_refused()
    {
        Directory.CreateSymbolicLink(Path.Combine(folder.SelectiveTuning, "runtimes"), folder.Root);

        Assert.Contains("runtimes: it is a link", Reason(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LmmCl.SelectiveTuning.dll", "its SHA-256")]
    [InlineData("plugin.json", "it is empty")]
    public void A_pipe_in_the_place_of_a_file_does_not_stop_the_host(string name, string reason)
    {
        var path = Path.Combine(folder.SelectiveTuning, name);
        File.Delete(path);
        using var made = Process.Start("mkfifo", [path]);
        made.WaitForExit();

        Assert.Contains(reason, Reason(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_of_absurd_size_is_not_read()
    {
        using (var file = File.OpenWrite(folder.Manifest))
        {
            file.SetLength(1L << 32);
        }

        Assert.Contains("no manifest has more than", Reason(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_would_move_the_cursor_is_printed_without_doing_so()
    {
        File.WriteAllText(Path.Combine(folder.SelectiveTuning, "evil\u001b[2J.dll"), "");

        Assert.Contains("evil?[2J.dll", Reason(), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private string Reason() => Assert.Single(folder.Open().Entries, entry => entry.Folder == folder.SelectiveTuning).Reason;

    private void AddNative()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Native)!);
        File.WriteAllText(Native, "machine code");
        var json = JsonNode.Parse(File.ReadAllText(folder.Manifest))!;
        json["files"]!["runtimes/linux-x64/native/libspeed.so"] = ContentHash.OfFile(Native).Hex;
        File.WriteAllText(folder.Manifest, json.ToJsonString());
    }
}
