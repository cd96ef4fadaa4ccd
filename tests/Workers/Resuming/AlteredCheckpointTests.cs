using LmmCl.Events;
using LmmCl.Modeling;
using LmmCl.Modeling.Checkpoints;
using static TorchSharp.torch;

namespace LmmCl.Workers.Tests.Resuming;

/// <summary>Checkpoints that somebody alters, with all their own hashes rewritten, while the experiment is not complete.</summary>
[Collection(nameof(HostRuns))]
public sealed class AlteredCheckpointTests(FinishedExperiment finished)
{
    private const string Checkpoint = "checkpoints/stage-1";

    [Fact]
    public async Task A_checkpoint_that_was_altered_with_its_manifest_is_refused()
    {
        using var place = new Workplace(finished.World);
        var file = place.Experiment();
        await StopAsync(place, file, happened => happened is StageCompleted { Stage.Number: 1 });
        var recorded = (await place.HistoryAsync()).OfType<CheckpointWritten>().Single().Manifest;
        Forge(place);

        var typed = await Typed.CommandAsync("run", file, "--runs", place.Runs);

        var manifest = place.PathOf("small", $"{Checkpoint}/manifest.json");
        var found = ContentHash.OfFile(manifest).Short;
        Assert.Equal(2, typed.Code);
        string[] parts = [manifest, $"SHA-256 {recorded.Short} was recorded, it is {found}", "Put the checkpoint back as it was"];
        Assert.All(parts, part => Assert.Contains(part, typed.ErrorLines[^1], StringComparison.Ordinal));
        Assert.DoesNotContain(await place.HistoryAsync(), happened => happened is CheckpointWritten { Stage.Number: 2 });
    }

    [Fact]
    public async Task A_checkpoint_that_no_event_names_is_not_taken_however_intact_it_is()
    {
        using var place = new Workplace(finished.World);
        var file = place.Experiment();
        var power = new PowerCut { Before = happened => happened is CheckpointWritten };
        await Assert.ThrowsAsync<IOException>(() => place.RunAsync(file, StoppingProgress.Never, power));
        Forge(place);

        await place.RunAsync(file);

        (await Outcome.OfAsync(finished.Place)).IsSameAs(await Outcome.OfAsync(place));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Files_of_a_method_altered_or_added_before_the_next_stage_are_refused(bool added)
    {
        using var place = new Workplace(finished.World);
        var file = place.Experiment(
            "small", "method: LoRA", "settings: { rank: 8, alpha: 16, targets: mlp, between_stages: stack }");

        // The weights are still in memory when the next stage begins; the method's files are read from disk.
        var error = await Assert.ThrowsAsync<Abstractions.InputException>(() => place.RunAsync(file, happened =>
        {
            if (happened is StageCompleted { Stage.Number: 1 })
            {
                AlterMethodFile(place, added);
            }
        }));

        Assert.Contains(added ? "method/added" : "manifest.json", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(await place.HistoryAsync(), happened => happened is StageTrained { Stage.Number: 2 });
    }

    private static void AlterMethodFile(Workplace place, bool added)
    {
        var folder = place.PathOf("small", Checkpoint);
        var manifest = CheckpointManifest.Open(folder);
        if (added)
        {
            File.WriteAllText(Path.Combine(folder, "method", "added"), "");
            return;
        }

        var path = Path.Combine(folder, manifest.Files.First(file => file.Name.StartsWith("method/", StringComparison.Ordinal)).Name);
        var content = File.ReadAllBytes(path);
        content[^1] ^= 1;
        File.WriteAllBytes(path, content);
        CheckpointManifest.Seal(folder, manifest.State, manifest.Parent);
    }

    /// <summary>Changes one weight and writes the checkpoint anew, so that it is consistent in itself.</summary>
    private void Forge(Workplace place)
    {
        var folder = place.PathOf("small", Checkpoint);
        using var loaded = MultimodalModels.Load(finished.World.Model);
        var parent = ModelHash.Of(loaded.Model);
        DeltaCheckpoint.Apply(loaded.Model, folder);
        List<string> names;
        using (var stored = CheckpointTensors.OpenFile(Path.Combine(folder, DeltaCheckpoint.TensorFile)))
        {
            names = [.. stored.Names];
        }

        using (no_grad())
        {
            loaded.Model.Parameters.First(parameter => parameter.Name == names[0]).Value.view(-1)[0].add_(1);
        }

        DeltaCheckpoint.Save(loaded.Model, names, parent, folder);
    }

    private static async Task StopAsync(Workplace place, string file, Predicate<IExperimentEvent> when)
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => place.RunAsync(
            file,
            happened =>
            {
                if (when(happened))
                {
                    stop.Cancel();
                }
            },
            stop.Token));
    }
}
