using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Plugins.Manifests;

namespace LmmCl.Plugins.Tests;

/// <summary>Which code may run: what was shipped as it was shipped, and what the user trusted as it was then.</summary>
public sealed class PluginTrustTests : IDisposable
{
    private static readonly string today = DateTime.UtcNow.ToString("yyyy-MM-dd");

    private readonly PluginFolder folder = new();

    [Fact]
    public void A_plugin_from_elsewhere_is_refused_until_it_is_trusted_and_says_how()
    {
        folder.MoveToOthers();

        var error = Assert.Throws<InputException>(() => new PluginMethods(folder.Open()).Create("SelectiveTuning"));
        Assert.Contains("Untrusted: not trusted yet", error.Message, StringComparison.Ordinal);
        Assert.Contains("lmmcl plugins trust SelectiveTuning", error.Message, StringComparison.Ordinal);

        Assert.Equal(PluginStatus.Active, folder.Open().Trust("SelectiveTuning").Status);
        Assert.Equal("SelectiveTuning", new PluginMethods(folder.Open()).Create("SelectiveTuning").Describe().Id);

        folder.Open().Untrust("SelectiveTuning");
        Assert.Equal(PluginStatus.Untrusted, folder.Open().Known("SelectiveTuning").Status);
    }

    [Fact]
    public void A_file_changed_since_the_plugin_was_trusted_is_refused_with_the_day()
    {
        var moved = folder.MoveToOthers();
        folder.Open().Trust("SelectiveTuning");
        File.AppendAllText(Path.Combine(moved, "LmmCl.SelectiveTuning.deps.json"), " ");

        var entry = folder.Open().Known("SelectiveTuning");

        Assert.Equal(PluginStatus.Malfunctioned, entry.Status);
        Assert.Contains($"changed since it was trusted on {today}", entry.Reason, StringComparison.Ordinal);
        Assert.Contains("LmmCl.SelectiveTuning.deps.json", entry.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_that_the_manifest_agrees_with_is_refused_until_the_plugin_is_trusted_again()
    {
        var moved = folder.MoveToOthers();
        folder.Open().Trust("SelectiveTuning");
        AddListedFile(moved, "note.txt");

        var entry = folder.Open().Known("SelectiveTuning");

        Assert.Equal(PluginStatus.Untrusted, entry.Status);
        Assert.Contains($"changed since it was trusted on {today}", entry.Reason, StringComparison.Ordinal);
        Assert.Equal(PluginStatus.Active, folder.Open().Trust("SelectiveTuning").Status);
    }

    [Fact]
    public void A_shipped_plugin_that_was_changed_is_refused_even_with_a_manifest_that_agrees()
    {
        AddListedFile(folder.SelectiveTuning, "note.txt");

        var entry = folder.Open().Known("SelectiveTuning");

        Assert.Equal(PluginStatus.Untrusted, entry.Status);
        Assert.False(entry.IsShipped);
        Assert.Contains("changed since it was shipped", entry.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_of_the_list_of_shipped_plugins_gives_no_trust_elsewhere()
    {
        folder.MoveToOthers();
        File.Copy(Path.Combine(folder.Root, "plugins", "shipped.json"), Path.Combine(folder.Others, "shipped.json"));

        Assert.Equal(PluginStatus.Untrusted, folder.Open().Known("SelectiveTuning").Status);
    }

    [Fact]
    public void A_folder_that_is_not_in_order_cannot_be_trusted()
    {
        var moved = folder.MoveToOthers();
        File.WriteAllText(Path.Combine(moved, "extra.dll"), "");

        var error = Assert.Throws<InputException>(() => folder.Open().Trust("SelectiveTuning"));

        Assert.Contains("extra.dll: the file is not listed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_that_are_not_shipped_neither_works_and_neither_can_be_trusted()
    {
        PluginFolder.Copy(folder.MoveToOthers(), Path.Combine(folder.Others, "Twin"));

        var catalogue = folder.Open();

        Assert.Equal([PluginStatus.Malfunctioned, PluginStatus.Malfunctioned], catalogue.Entries.Select(entry => entry.Status));
        Assert.All(catalogue.Entries, entry => Assert.Contains("has the same id", entry.Reason, StringComparison.Ordinal));
        Assert.Contains(
            "2 folders have this id",
            Assert.Throws<InputException>(() => catalogue.Trust("SelectiveTuning")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Trust_that_cannot_be_written_down_is_an_error_that_names_the_file()
    {
        folder.MoveToOthers();
        Directory.CreateDirectory(folder.Memory);

        var error = Assert.Throws<InputException>(() => folder.Open().Trust("SelectiveTuning"));

        Assert.Contains(folder.Memory, error.Message, StringComparison.Ordinal);
        Assert.Contains("LMMCL_CONFIG", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_that_remember_at_once_lose_nothing()
    {
        folder.MoveToOthers();
        var catalogue = folder.Open();

        Parallel.For(0, 8, number =>
        {
            var own = new PluginEntry($"Plugin{number}", folder.Others, null, PluginStatus.Active, "");
            folder.Open().Malfunctioned(own, "broken");
        });

        Assert.Equal(8, JsonNode.Parse(File.ReadAllText(folder.Memory))!.AsObject().Count);
        Assert.Empty(Directory.GetFiles(folder.Root, "*.partial"));
        Assert.Equal(PluginStatus.Untrusted, catalogue.Known("SelectiveTuning").Status);
    }

    public void Dispose() => folder.Dispose();

    private static void AddListedFile(string plugin, string name)
    {
        var path = Path.Combine(plugin, name);
        File.WriteAllText(path, "new");
        var manifest = Path.Combine(plugin, PluginManifest.FileName);
        var json = JsonNode.Parse(File.ReadAllText(manifest))!;
        json["files"]![name] = ContentHash.OfFile(path).Hex;
        File.WriteAllText(manifest, json.ToJsonString());
    }
}
