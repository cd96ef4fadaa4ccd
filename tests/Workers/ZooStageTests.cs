using LmmCl.Events;
using LmmCl.Plugins;
using LmmCl.Plugins.Manifests;

namespace LmmCl.Workers.Tests;

/// <summary>
/// Plugins that go wrong while a stage is running. The host stays up, the stage fails as an event, the reason is in the plugin's status,
/// and the plugin stays usable: it may have been the data or the settings.
/// </summary>
[Collection(nameof(HostRuns))]
public sealed class ZooStageTests(FinishedExperiment finished) : IDisposable
{
    private readonly Workplace place = new(finished.World);
    private readonly Zoo zoo = new(
        "ThrowsInLoss",
        "TrainsUndeclared",
        "NeverReturnsFromPrepare",
        "NativeCrash",
        "ThrowsWhenAsked",
        "ConflictingDependency");

    [Theory]
    [InlineData("ThrowsInLoss", FailureKind.PluginError, "threw ArithmeticException in Loss: lost the loss")]
    [InlineData("TrainsUndeclared", FailureKind.PluginError, "did not keep to what it said would train")]
    [InlineData("NeverReturnsFromPrepare", FailureKind.PluginError, "did not return from PrepareAsync within 2 s")]
    [InlineData("NativeCrash", FailureKind.Crashed, "SIGSEGV")]
    [InlineData(
        "ThrowsWhenAsked",
        FailureKind.PluginError,
        "threw ArithmeticException in what it put around the model: the answer is lost")]
    public async Task A_stage_that_its_plugin_breaks_fails_with_the_reason_in_the_plugins_status(
        string id, FailureKind kind, string reason)
    {
        var typed = await RunAsync(id);

        Assert.Equal(1, typed.Code);
        Assert.Contains(reason, typed.ErrorLines[^1], StringComparison.Ordinal);
        var failed = Assert.IsType<StageFailed>((await place.HistoryAsync())[^1]);
        Assert.Equal((1, kind), (failed.Stage.Number, failed.Kind));
        Assert.Contains(reason, failed.Message, StringComparison.Ordinal);
        var entry = PluginCatalogue.Open([zoo.Plugins]).Known(id);
        Assert.Equal(PluginStatus.Active, entry.Status);
        Assert.Contains("its last stage failed on ", entry.Reason, StringComparison.Ordinal);
        Assert.Contains(reason, entry.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_with_its_own_library_version_ends_a_stage_well_and_its_bad_memory_too()
    {
        var catalogue = PluginCatalogue.Open([zoo.Plugins]);
        catalogue.StageEnded(catalogue.Known("ConflictingDependency"), new StageId(1), "it was a bad day");

        var typed = await RunAsync("ConflictingDependency");

        Assert.True(typed.Code == 0, typed.Error);
        Assert.IsType<ExperimentCompleted>((await place.HistoryAsync())[^1]);
        Assert.Equal("", PluginCatalogue.Open([zoo.Plugins]).Known("ConflictingDependency").Reason);
    }

    [Fact]
    public async Task Each_stage_of_an_experiment_gives_its_method_another_seed()
    {
        var typed = await RunAsync("ConflictingDependency", "skills: [pathvqa, timeclock]");

        Assert.True(typed.Code == 0, typed.Error);
        var seeds = (await place.HistoryAsync()).OfType<MethodMeasured>().Select(measured => measured.Values["seed"]).ToList();
        Assert.Equal(2, seeds.Count);
        Assert.Equal(42, seeds[0]);
        Assert.NotEqual(seeds[0], seeds[1]);
    }

    public void Dispose()
    {
        File.Delete(PluginCatalogue.DefaultMemory);
        zoo.Dispose();
        place.Dispose();
    }

    private async Task<Typed> RunAsync(string id, string skills = "skills: [timeclock]")
    {
        Assert.Equal(0, (await Typed.CommandAsync("plugins", "trust", id, "--plugins", zoo.Plugins)).Code);
        var file = place.Experiment("small", $"method: {id}", "settings: {}", skills);
        var timeout = id.StartsWith("Never", StringComparison.Ordinal) ? "2" : "600";
        return await Typed.CommandAsync("run", file, "--runs", place.Runs, "--plugins", zoo.Plugins, "--plugin-timeout", timeout);
    }
}
