using System.Text.Json.Nodes;
using LmmCl.Events;
using LmmCl.Plugins;
using LmmCl.Plugins.Manifests;

namespace LmmCl.Workers.Tests;

/// <summary>A plugin that is exchanged, with its list of hashes, while an experiment is not complete.</summary>
[Collection(nameof(HostRuns))]
public sealed class ExchangedPluginTests : IDisposable
{
    private const string Id = "ConflictingDependency";

    private readonly Zoo zoo = new(Id);
    private readonly Workplace place;
    private readonly Workplace untouched;
    private readonly Dictionary<string, byte[]> content;

    public ExchangedPluginTests(FinishedExperiment finished)
    {
        (place, untouched) = (new Workplace(finished.World), new Workplace(finished.World));
        content = Directory.GetFiles(zoo.Folder(Id)).ToDictionary(file => file, File.ReadAllBytes);
        Environment.SetEnvironmentVariable(PluginSearchPath.Variable, zoo.Plugins);
        PluginCatalogue.Open([zoo.Plugins]).Trust(Id);
    }

    [Fact]
    public async Task A_plugin_that_is_exchanged_between_stages_and_put_back_is_not_used()
    {
        await place.RunInWorkerAsync(Experiment(place), happened =>
        {
            if (happened is StageCompleted { Stage.Number: 1 })
            {
                Exchange();
            }
            else if (happened is StageCompleted { Stage.Number: 2 })
            {
                PutBack();
            }
        });

        await IsAsUntouchedAsync();
    }

    [Fact]
    public async Task A_plugin_exchanged_while_the_experiment_is_paused_is_refused_until_put_back()
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => place.RunInWorkerAsync(
            Experiment(place), happened => StopAfterStageOne(happened, stop), stop.Token));
        Exchange();
        PluginCatalogue.Open([zoo.Plugins]).Trust(Id);

        var typed = await Typed.CommandAsync("run", Experiment(place), "--runs", place.Runs, "--plugins", zoo.Plugins);

        Assert.Equal(2, typed.Code);
        Assert.Contains(Id, typed.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Contains(" was ", typed.ErrorLines[^1], StringComparison.Ordinal);
        PutBack();
        PluginCatalogue.Open([zoo.Plugins]).Trust(Id);
        await place.RunInWorkerAsync(Experiment(place));
        await IsAsUntouchedAsync();
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(PluginSearchPath.Variable, null);
        File.Delete(PluginCatalogue.DefaultMemory);
        zoo.Dispose();
        untouched.Dispose();
        place.Dispose();
    }

    private static string Experiment(Workplace place) => place.Experiment("small", $"method: {Id}", "settings: {}");

    private static void StopAfterStageOne(IExperimentEvent happened, CancellationTokenSource stop)
    {
        if (happened is StageCompleted { Stage.Number: 1 })
        {
            stop.Cancel();
        }
    }

    /// <summary>Alters the assembly and its hash in the manifest.</summary>
    private void Exchange()
    {
        var (name, manifest) = ($"Zoo.{Id}.dll", Path.Combine(zoo.Folder(Id), PluginManifest.FileName));
        File.AppendAllText(Path.Combine(zoo.Folder(Id), name), " ");
        var json = JsonNode.Parse(File.ReadAllText(manifest))!;
        json["files"]![name] = ContentHash.OfFile(Path.Combine(zoo.Folder(Id), name)).Hex;
        File.WriteAllText(manifest, json.ToJsonString());
    }

    private void PutBack()
    {
        foreach (var (file, bytes) in content)
        {
            File.WriteAllBytes(file, bytes);
        }
    }

    private async Task IsAsUntouchedAsync()
    {
        await untouched.RunInWorkerAsync(Experiment(untouched));
        (await Outcome.OfAsync(untouched)).IsSameAs(await Outcome.OfAsync(place));
    }
}
