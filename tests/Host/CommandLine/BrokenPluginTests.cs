using LmmCl.Plugins;

namespace LmmCl.Host.Tests.CommandLine;

[Collection(nameof(HostRuns))]
public sealed class BrokenPluginTests : IDisposable
{
    private readonly string folder = Path.Combine(PluginCatalogue.DefaultFolder, "WithoutManifest");
    private readonly Workplace place;

    public BrokenPluginTests(FinishedExperiment finished)
    {
        place = new Workplace(finished.World);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "WithoutManifest.dll"), "");
    }

    [Fact]
    public async Task A_plugin_without_manifest_is_an_error_for_who_asks_for_it()
    {
        var file = place.Experiment("small", "method: WithoutManifest", "settings: {}");
        var typed = await Typed.CommandAsync("run", file, "--runs", place.Runs);

        typed.IsOneErrorWith("'WithoutManifest'", "has no plugin.json");
    }

    [Fact]
    public async Task And_harms_nobody_else()
    {
        var listed = await Typed.CommandAsync("plugins", "list");

        Assert.Equal(0, listed.Code);
        Assert.Contains("WithoutManifest", listed.Output, StringComparison.Ordinal);
        Assert.Contains("Malfunctioned", listed.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await Typed.CommandAsync("run", place.Experiment(), "--dry-run", "--runs", place.Runs)).Code);
    }

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        place.Dispose();
    }
}
