using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Stores;
using LmmCl.Modeling;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Hardware;
using LmmCl.Runs.Experiments;
using static TorchSharp.torch;

namespace LmmCl.Audit.Tests;

/// <summary>What somebody can do who owns store and files and writes both anew with fresh hashes: 'audit verify' cannot tell.</summary>
internal static class Forgery
{
    /// <summary>Writes a store anew, each event as <paramref name="change"/> would have it.</summary>
    public static async Task RewriteAsync(string runs, Func<IExperimentEvent, IExperimentEvent> change)
    {
        var (store, events) = (Path.Combine(runs, "events.db"), new List<StoredEvent>());
        await using (var log = EventLogs.Open(store))
        {
            await foreach (var stored in log.ReadAllAsync())
            {
                events.Add(stored);
            }
        }

        foreach (var file in Directory.GetFiles(runs, "events.db*"))
        {
            File.Delete(file);
        }

        await using var forged = EventLogs.Open(store);
        foreach (var stream in events.GroupBy(stored => stored.Stream))
        {
            var changed = stream.Select(stored => new NewEvent(change(stored.Decode()), stored.Timestamp));
            await forged.AppendAsync(stream.Key, ExpectedVersion.Any, [.. changed]);
        }
    }

    /// <summary>Adds to one number of a tensor of the last checkpoint, and seals the checkpoint again.</summary>
    /// <returns>The tensor's name.</returns>
    public static async Task<string> ChangeLastCheckpointAsync(string runs, SmallWorld world, double added, string? parentState = null)
    {
        var run = RunFolder.Of(runs, "small");
        var (parent, folder) = (run.Checkpoint(new StageId(1)), run.Checkpoint(new StageId(2)));
        using var loaded = MultimodalModels.Load(world.Model);
        DeltaCheckpoint.Apply(loaded.Model, parent);
        parentState ??= ModelHash.Of(loaded.Model);
        DeltaCheckpoint.Apply(loaded.Model, folder);
        List<string> names;
        using (var stored = CheckpointTensors.OpenFile(Path.Combine(folder, DeltaCheckpoint.TensorFile)))
        {
            names = [.. stored.Names.Order(StringComparer.Ordinal)];
        }

        using (no_grad())
        {
            loaded.Model.Parameters.First(parameter => parameter.Name == names[0]).Value.view(-1)[0].add_(added);
        }

        DeltaCheckpoint.Save(loaded.Model, names, parentState, folder);
        var manifest = new ContentHash(CheckpointManifest.HashOfFolder(folder));
        await RewriteAsync(runs, happened => happened is CheckpointWritten { Stage.Number: 2 } written
            ? written with { Manifest = manifest }
            : happened);
        return names[0];
    }

    /// <summary>Lets an experiment have begun on another processor.</summary>
    public static Task MoveAsync(string runs) => RewriteAsync(runs, happened => happened is ExperimentStarted begun
        ? begun with { Hardware = begun.Hardware with { Processor = "another processor" } }
        : happened is InputsRecorded inputs
        ? inputs with { Conditions = new Dictionary<string, string>(inputs.Conditions) { ["processor"] = "another processor" } }
        : happened);
}
