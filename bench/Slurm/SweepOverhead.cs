using LmmCl.Data.TinyWorld;
using LmmCl.Host;
using LmmCl.Slurm.Tests.Cluster;

namespace LmmCl.Slurm.Bench;

/// <summary>A sweep of tiny experiments through a Slurm of this machine, and in two slots without one.</summary>
internal static class SweepOverhead
{
    private const int SideBySide = 2;

    public static async Task MeasureAsync(string folder, int experiments)
    {
        Environment.SetEnvironmentVariable("OMP_NUM_THREADS", "1");
        var sizes = new TinyWorldSizes(SkillTrain: 8, SkillTest: 2, BenchmarkTest: 2, ProbeCaptions: 2);
        var world = TinyWorldFiles.Write(Path.Combine(folder, "world"), seed: 5, sizes);
        var model = Path.Combine(HostFolders.Goldens, "families", "llava_onevision", "checkpoint");
        var sweep = Path.Combine(folder, "sweep.yaml");
        await File.WriteAllTextAsync(sweep, $$"""
            sweep: tiny
            model: {{model}}
            world: {{world}}
            seeds: [{{string.Join(", ", Enumerable.Range(1, experiments))}}]
            orders: { default: [pathvqa] }
            learning_rates: [0.001]
            methods: [{ settings: { recipe: sa_proj } }]
            training: { effective_batch: 4, micro_batch: 4, epochs: 1 }
            evaluation: { batch_size: 8, probe_samples: 2 }

            """);
        var executor = Path.Combine(folder, "slurm.yaml");
        await File.WriteAllTextAsync(executor, "executor: slurm\ncpus: 1\npoll_seconds: 0.5\n");
        _ = SlurmCluster.Shared;
        var alone = await HostCommand.RunAsync("sweep", sweep, "--slots", $"{SideBySide}", "--runs", Path.Combine(folder, "local"));
        var cluster = await HostCommand.RunAsync(
            "sweep", sweep, "--executor", executor, "--max-jobs", $"{SideBySide}", "--runs", Path.Combine(folder, "cluster"));
        var overhead = (cluster - alone) * SideBySide / experiments;
        Console.WriteLine(
            $"{experiments} experiments, {SideBySide} side by side: {alone.TotalSeconds:F1} s in slots, "
            + $"{cluster.TotalSeconds:F1} s through Slurm, ratio {cluster / alone:F2}; {overhead.TotalSeconds:F1} s for each job");
    }
}
