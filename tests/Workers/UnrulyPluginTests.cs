using LmmCl.Events;
using LmmCl.Plugins;
using LmmCl.Plugins.Manifests;

namespace LmmCl.Workers.Tests;

/// <summary>Plugins that do to their process what they should not, and the host that does not care.</summary>
[Collection(nameof(HostRuns))]
public sealed class UnrulyPluginTests(FinishedExperiment finished) : IDisposable
{
    private readonly Workplace place = new(finished.World);
    private readonly Zoo zoo = new("PrintsEverywhere", "NeverReturnsFromConstructor");

    [Fact]
    public async Task What_a_plugin_prints_is_neither_shown_nor_taken_for_a_message()
    {
        var typed = await RunAsync("PrintsEverywhere", "600");

        Assert.True(typed.Code == 0, typed.Error);
        Assert.Single((await place.HistoryAsync()).OfType<CheckpointWritten>());
        Assert.DoesNotContain("printed by", typed.Output + typed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_that_cannot_be_made_in_time_is_refused_before_anything_is_run()
    {
        var typed = await RunAsync("NeverReturnsFromConstructor", "2");

        typed.IsOneErrorWith("method 'NeverReturnsFromConstructor'", "its constructor or Describe did not return within 2 s");
        Assert.False(Directory.Exists(Path.Combine(place.Runs, "small")));
        Assert.Equal(PluginStatus.Malfunctioned, PluginCatalogue.Open([zoo.Plugins]).Known("NeverReturnsFromConstructor").Status);
    }

    public void Dispose()
    {
        File.Delete(PluginCatalogue.DefaultMemory);
        zoo.Dispose();
        place.Dispose();
    }

    private Task<Typed> RunAsync(string id, string timeout)
    {
        PluginCatalogue.Open([zoo.Plugins]).Trust(id);
        var file = place.Experiment("small", $"method: {id}", "settings: {}", "skills: [timeclock]");
        return Typed.CommandAsync("run", file, "--runs", place.Runs, "--plugins", zoo.Plugins, "--plugin-timeout", timeout);
    }
}
