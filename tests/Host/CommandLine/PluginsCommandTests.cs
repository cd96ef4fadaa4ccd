using System.Text.Json.Nodes;
using LmmCl.Plugins;
using LmmCl.Plugins.Manifests;

namespace LmmCl.Host.Tests.CommandLine;

/// <summary><c>lmmcl plugins</c> as somebody sees it who was given a plugin.</summary>
[Collection(nameof(HostRuns))]
public sealed class PluginsCommandTests : IDisposable
{
    private readonly Zoo zoo = new("ConflictingDependency", "MissingDependency", "CrashesInConstructor");

    [Fact]
    public async Task From_a_folder_on_the_disk_to_a_method_in_use_and_back()
    {
        var listed = (await PluginsAsync("list")).Output;
        Assert.Contains("ConflictingDependency is Untrusted: not trusted yet", listed, StringComparison.Ordinal);
        Assert.Contains($"lmmcl plugins trust ConflictingDependency --plugins {zoo.Plugins}\n", listed, StringComparison.Ordinal);
        Assert.Contains(
            "ConflictingDependency is Active.", (await PluginsAsync("trust", "ConflictingDependency")).Output, StringComparison.Ordinal);
        var disabled = await PluginsAsync("disable", "ConflictingDependency", "--reason", "too slow");
        Assert.Contains("ConflictingDependency is Disabled: too slow", disabled.Output, StringComparison.Ordinal);
        Assert.Contains(
            "ConflictingDependency is Active.", (await PluginsAsync("enable", "ConflictingDependency")).Output, StringComparison.Ordinal);
        Assert.Contains(
            "ConflictingDependency is Untrusted",
            (await PluginsAsync("untrust", "ConflictingDependency")).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_for_programs_has_every_plugin_with_status_and_reason()
    {
        var listed = JsonNode.Parse((await PluginsAsync("list", "--format", "json")).Output)!.AsArray();

        var ours = Assert.Single(listed, plugin => (string?)plugin!["id"] == "SelectiveTuning")!;
        Assert.True((bool)ours["shipped"]!);
        Assert.Equal("Active", (string?)ours["status"]);
        var theirs = Assert.Single(listed, plugin => (string?)plugin!["id"] == "MissingDependency")!;
        Assert.Contains("plugins trust MissingDependency", (string?)theirs["reason"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_before_installation_runs_code_only_on_request_and_in_another_process()
    {
        var good = await Typed.CommandAsync("plugins", "check", zoo.Folder("ConflictingDependency"));
        Assert.Equal(0, good.Code);
        Assert.Contains("3 files as listed, untrusted", good.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await Typed.CommandAsync("plugins", "check", zoo.Folder("MissingDependency"))).Code);

        var loaded = await Typed.CommandAsync("plugins", "check", zoo.Folder("ConflictingDependency"), "--load");
        Assert.Equal(0, loaded.Code);
        Assert.Contains("YamlDotNet 11.0.0.0", loaded.Output, StringComparison.Ordinal);
        var broken = await Typed.CommandAsync("plugins", "check", zoo.Folder("MissingDependency"), "--load");
        Assert.Equal(2, broken.Code);
        Assert.Contains("it needs Zoo.Lost 0.1.0.0", broken.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loaded_method_is_described_with_its_settings_and_their_defaults()
    {
        var shown = await Typed.CommandAsync("plugins", "check", "SelectiveTuning", "--load");

        Assert.Equal(0, shown.Code);
        Assert.Contains("recipe        text, default \"sa_proj\"", shown.Output, StringComparison.Ordinal);
        Assert.Contains("arXiv:2510.08564", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_finds_something_ends_with_another_exit_code()
    {
        Assert.Equal(0, (await Typed.CommandAsync("plugins", "check")).Code);
        Assert.Equal(2, (await PluginsAsync("check")).Code);
        File.Delete(Path.Combine(zoo.Folder("ConflictingDependency"), PluginManifest.FileName));

        var spoiled = await Typed.CommandAsync("plugins", "check", zoo.Folder("ConflictingDependency"));

        Assert.Equal(2, spoiled.Code);
        Assert.Contains("has no plugin.json", spoiled.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_crashes_when_it_is_loaded_is_found_in_another_process_when_it_is_trusted()
    {
        var trusted = await PluginsAsync("trust", "CrashesInConstructor");

        Assert.Equal(2, trusted.Code);
        Assert.Contains(
            "CrashesInConstructor is Malfunctioned: its code crashed the process that loaded it (signal 11)",
            trusted.Output,
            StringComparison.Ordinal);
        Assert.Contains("CrashesInConstructor is Malfunctioned", (await PluginsAsync("list")).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await PluginsAsync("enable", "CrashesInConstructor")).Code);
    }

    [Theory]
    [InlineData("trust")]
    [InlineData("enable")]
    [InlineData("check")]
    public async Task An_unknown_id_is_answered_with_near_matches(string command)
    {
        (await PluginsAsync(command, "MisingDependency")).IsOneErrorWith("'MisingDependency'", "Did you mean 'MissingDependency'?");
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_named()
    {
        (await Typed.CommandAsync("plugins", "list", "--plugins", "/nowhere/at/all"))
            .IsOneErrorWith("'/nowhere/at/all'", "does not exist", "LMMCL_PLUGINS");
    }

    [Fact]
    public async Task Folders_come_from_the_environment_too()
    {
        Environment.SetEnvironmentVariable(
            "LMMCL_PLUGINS", $"{zoo.Folder("ConflictingDependency")}{Path.PathSeparator}{zoo.Folder("MissingDependency")}");
        try
        {
            var listed = (await Typed.CommandAsync("plugins", "list")).Output;

            Assert.Contains("ConflictingDependency is Untrusted", listed, StringComparison.Ordinal);
            Assert.Contains("MissingDependency is Untrusted", listed, StringComparison.Ordinal);
            Assert.Contains("lmmcl plugins trust MissingDependency\n", listed, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("LMMCL_PLUGINS", null);
        }
    }

    public void Dispose()
    {
        File.Delete(PluginCatalogue.DefaultMemory);
        zoo.Dispose();
    }

    private Task<Typed> PluginsAsync(params string[] arguments) => Typed.CommandAsync(["plugins", .. arguments, "--plugins", zoo.Plugins]);
}
