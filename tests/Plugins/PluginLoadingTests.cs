using LmmCl.Abstractions;
using LmmCl.Plugins.Manifests;

namespace LmmCl.Plugins.Tests;

public sealed class PluginLoadingTests : IDisposable
{
    private readonly PluginFolder folder = new();

    [Fact]
    public void The_built_plugin_is_found_checked_and_loaded_with_the_hosts_own_contract()
    {
        var catalogue = folder.Open();
        var method = new PluginMethods(catalogue).Create("SelectiveTuning");

        var entry = Assert.Single(catalogue.Entries, entry => entry.Id == "SelectiveTuning");
        Assert.Equal(PluginStatus.Active, entry.Status);
        Assert.Equal("SelectiveTuning", method.Describe().Id);
        Assert.NotSame(method, new PluginMethods(catalogue).Create("SelectiveTuning"));
        Assert.Equal("[1.0, 2.0)", entry.ToLoaded().Contract);
    }

    [Fact]
    public void An_unknown_method_is_answered_with_near_matches()
    {
        var error = Assert.Throws<InputException>(() => new PluginMethods(folder.Open()).Create("SelectiveTunning"));

        Assert.Equal("method 'SelectiveTunning': there is no such method. Did you mean 'SelectiveTuning'?", error.Message);
    }

    [Fact]
    public void A_plugin_without_manifest_is_an_entry_with_a_reason_and_an_error_only_when_asked_for()
    {
        File.Delete(folder.Manifest);

        var catalogue = folder.Open();
        var error = Assert.Throws<InputException>(() => new PluginMethods(catalogue).Create("SelectiveTuning"));

        Assert.Equal(PluginStatus.Malfunctioned, catalogue.Known("SelectiveTuning").Status);
        Assert.Contains("has no plugin.json", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"min\": \"1.0\", \"max\": \"2.0\"", "\"min\": \"2.0\", \"max\": \"3.0\"", PluginStatus.NotSupported, "[2.0, 3.0)")]
    [InlineData("\"min\": \"1.0\", \"max\": \"2.0\"", "\"min\": \"0.1\", \"max\": \"1.0\"", PluginStatus.NotSupported, "[0.1, 1.0)")]
    [InlineData("\"max\": \"2.0\"", "\"max\": \"1.0\"", PluginStatus.Malfunctioned, "is empty")]
    [InlineData("\"max\": \"2.0\"", "\"max\": \"two\"", PluginStatus.Malfunctioned, "'two' is not a version")]
    [InlineData("\"capabilities\"", "\"capabilitys\"", PluginStatus.Malfunctioned, "Did you mean 'capabilities'?")]
    [InlineData("\"1.0\"", "\"1.0.0\"", PluginStatus.Untrusted, "changed since it was shipped")]
    [InlineData("\"1.0\"", "\"1.0.5\"", PluginStatus.Malfunctioned, "more parts")]
    [InlineData("\"id\": \"Sel", "\"id\": \"../Sel", PluginStatus.Malfunctioned, "is not a name")]
    [InlineData("\"files\": {", "\"files\": { \"../LmmCl.SelectiveTuning.dll\": \"00\",", PluginStatus.Malfunctioned, "stay inside")]
    [InlineData("\"files\": {", "\"files\": { \"/etc/passwd\": \"00\",", PluginStatus.Malfunctioned, "stay inside")]
    [InlineData("\"files\": {", "\"files\": { \"plugin.json\": \"00\",", PluginStatus.Malfunctioned, "does not list itself")]
    [InlineData("\"files\": {", "\"files\": { \"a.dll\": 5,", PluginStatus.Malfunctioned, "is not a SHA-256")]
    [InlineData("\"id\"", "\"id\": \"a\", \"id\"", PluginStatus.Malfunctioned, "is not JSON")]
    [InlineData("\"id\": \"Sel", "\"id\": \"\\ud800", PluginStatus.Malfunctioned, "is not JSON")]
    [InlineData("[]", "[\"1\"]", PluginStatus.Malfunctioned, "'1' is unknown")]
    [InlineData("[]", "[\"NeedsTeecher\"]", PluginStatus.Malfunctioned, "Did you mean 'NeedsTeacher'?")]
    [InlineData("\"assembly\": \"LmmCl", "\"assembly\": \"../LmmCl", PluginStatus.Malfunctioned, "is not a plain name")]
    [InlineData("\"assembly\": \"LmmCl.Sel", "\"assembly\": \"LmmCl.Other.Sel", PluginStatus.Malfunctioned, "no hash of the assembly")]
    [InlineData("{", "{{", PluginStatus.Malfunctioned, "is not JSON")]
    public void A_manifest_is_checked_before_anything_is_loaded(string old, string replacement, PluginStatus status, string reason)
    {
        folder.Rewrite(old, replacement);

        var entry = Assert.Single(folder.Open().Entries, entry => entry.Folder == folder.SelectiveTuning);

        Assert.Equal(status, entry.Status);
        Assert.Contains(reason, entry.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_changed_added_or_removed_after_the_build_is_refused()
    {
        var assembly = Path.Combine(folder.SelectiveTuning, "LmmCl.SelectiveTuning.dll");
        var bytes = File.ReadAllBytes(assembly);

        File.WriteAllBytes(assembly, [.. bytes, 0]);
        Assert.Contains("SHA-256", folder.Open().Known("SelectiveTuning").Reason, StringComparison.Ordinal);

        File.Delete(assembly);
        Assert.Contains("missing", folder.Open().Known("SelectiveTuning").Reason, StringComparison.Ordinal);

        File.WriteAllBytes(assembly, bytes);
        File.WriteAllText(Path.Combine(folder.SelectiveTuning, "extra.dll"), "");
        Assert.Contains("not listed", folder.Open().Known("SelectiveTuning").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_method_that_is_not_what_its_manifest_says_malfunctions_and_stays_so_until_enabled()
    {
        folder.Rewrite("\"capabilities\": []", "\"capabilities\": [\"NeedsTeacher\"]");
        folder.Open().Trust("SelectiveTuning");

        var error = Assert.Throws<InputException>(() => new PluginMethods(folder.Open()).Create("SelectiveTuning"));
        Assert.Contains("describes itself", error.Message, StringComparison.Ordinal);

        var later = folder.Open();
        Assert.Equal(PluginStatus.Malfunctioned, later.Known("SelectiveTuning").Status);
        later.Enable("SelectiveTuning");
        Assert.Equal(PluginStatus.Active, later.Known("SelectiveTuning").Status);
    }

    [Fact]
    public void A_disabled_plugin_stays_disabled_between_runs_and_says_why()
    {
        folder.Open().Disable("SelectiveTuning", "not wanted here");

        var error = Assert.Throws<InputException>(() => new PluginMethods(folder.Open()).Create("SelectiveTuning"));

        Assert.Contains("Disabled: not wanted here", error.Message, StringComparison.Ordinal);
        folder.Open().Enable("SelectiveTuning");
        Assert.Equal(PluginStatus.Active, folder.Open().Known("SelectiveTuning").Status);
    }

    [Fact]
    public void A_second_plugin_with_the_id_of_a_shipped_one_is_refused_and_the_shipped_one_works()
    {
        PluginFolder.Copy(folder.SelectiveTuning, Path.Combine(folder.Others, "Twin"));

        var entries = folder.Open().Entries.Where(entry => entry.Id == "SelectiveTuning").ToList();

        Assert.Equal([PluginStatus.Active, PluginStatus.Malfunctioned], entries.Select(entry => entry.Status));
        Assert.Contains("shipped with the host has this id", entries[1].Reason, StringComparison.Ordinal);
        Assert.NotNull(new PluginMethods(folder.Open()).Create("SelectiveTuning"));
    }

    [Fact]
    public void A_damaged_memory_trusts_nothing()
    {
        folder.MoveToOthers();
        folder.Open().Trust("SelectiveTuning");
        File.WriteAllText(folder.Memory, "{ nonsense");

        Assert.Equal(PluginStatus.Untrusted, folder.Open().Known("SelectiveTuning").Status);
    }

    public void Dispose() => folder.Dispose();
}
