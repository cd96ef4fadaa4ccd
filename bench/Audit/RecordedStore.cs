using System.Diagnostics;
using System.Security.Cryptography;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Stores;
using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;

namespace LmmCl.Audit.Bench;

/// <summary>A store with its run folders, as a run leaves them where it matters for the cost of an audit.</summary>
internal sealed class RecordedStore(string runs)
{
    private const int EventsPerStream = 1000;

    private readonly PluginCatalogue plugins = PluginCatalogue.Open();

    private string Store => Path.Combine(runs, "events.db");

    /// <summary>Experiments of a thousand events each, nearly all of them training steps.</summary>
    public static async Task<RecordedStore> OfEventsAsync(string runs, int events)
    {
        var store = new RecordedStore(runs);
        await using var log = EventLogs.Open(store.Store);
        for (var stream = 0; stream < events / EventsPerStream; stream++)
        {
            var name = $"experiment-{stream}";
            var begun = Begin(runs, name);
            var steps = Enumerable.Range(1, EventsPerStream - begun.Count)
                .Select(step => new TrainingProgressed(new(1), EventsPerStream, [new(step, 2.5 / step, 1e-3, 0.5, 6400, step * 0.25)]));
            await log.AppendAsync(name, begun.Concat<IExperimentEvent>(steps));
        }

        return store;
    }

    /// <summary>One experiment with a checkpoint.</summary>
    public static async Task<RecordedStore> OfCheckpointAsync(string runs, int megabytes)
    {
        const string name = "weights";
        var store = new RecordedStore(runs);
        await using var log = EventLogs.Open(store.Store);
        var folder = RunFolder.Of(runs, name).Checkpoint(new(1));
        Directory.CreateDirectory(folder);
        await using (var file = File.Create(Path.Combine(folder, DeltaCheckpoint.TensorFile)))
        {
            for (var written = 0; written < megabytes; written++)
            {
                await file.WriteAsync(RandomNumberGenerator.GetBytes(1 << 20));
            }
        }

        CheckpointManifest.Seal(folder, new string('0', 64), null);
        var manifest = new ContentHash(CheckpointManifest.HashOfFolder(folder));
        var checkpoint = new CheckpointWritten(new(1), "checkpoints/stage-1", manifest, 1, (long)megabytes << 20);
        await log.AppendAsync(name, [.. Begin(runs, name), checkpoint]);
        return store;
    }

    public async Task VerifyAsync()
    {
        await using var log = EventLogs.OpenIfThere(Store)!;
        await new VerifyStoreHandler(log, HostSettings.From(runs, null), plugins, new Silent()).Handle(new VerifyStore(null), default);
    }

    public async Task ReadAsync()
    {
        await using var log = EventLogs.OpenIfThere(Store)!;
        await foreach (var _ in log.ReadAllAsync())
        {
        }
    }

    public async Task Sha256SumAsync()
    {
        var files = Directory.GetFiles(Path.Combine(runs, "weights"), "*", SearchOption.AllDirectories);
        using var program = Process.Start(new ProcessStartInfo("sha256sum", files) { RedirectStandardOutput = true })!;
        await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();
    }

    private static List<IExperimentEvent> Begin(string runs, string name)
    {
        var list = Path.Combine(RunFolder.Of(runs, name).Root, "parameters", "stage-1.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(list)!);
        File.WriteAllText(list, "weight MlpGate [2, 2]\n");
        return
        [
            new ExperimentStarted(
                name, "mlp", "SelectiveTuning", "model", default, 1, false, [new(new(1), "skill", "benchmark")], [],
                $$"""{"model":"{{default(ContentHash)}}","method":"SelectiveTuning","seed":1,"as_published":false,"skills":["skill"]}""",
                new Dictionary<string, string>(), [], [new("SelectiveTuning", "1.0.0", default)], new("processor", 1, 1, [])),
            new PluginLoaded("SelectiveTuning", "1.0.0", "[1.0, 2.0)", default, []),
            new StageStarted(StageId.Base, null, null, null, 0),
            new StageCompleted(StageId.Base, TimeSpan.FromSeconds(1)),
            new StageStarted(new(1), "skill", null, null, 1),
            new ParametersSelected(
                new(1), 4, 4, [new(Abstractions.ParameterRole.MlpGate, 1, 4)], ContentHash.OfFile(list), "parameters/stage-1.txt"),
        ];
    }

    private sealed class Silent : IWorkProgress
    {
        public void Begin(string title, int total, int done = 0)
        {
        }

        public void Report(int done, string detail = "")
        {
        }

        public void End(string sentence)
        {
        }
    }
}
