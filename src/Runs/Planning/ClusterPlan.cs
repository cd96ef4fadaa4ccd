using System.Globalization;
using LmmCl.Runs.Slurm;

namespace LmmCl.Runs.Planning;

/// <summary>The needs of a sweep that runs on a Slurm cluster, a job for each experiment.</summary>
/// <param name="Jobs">Number of jobs: the experiments that are not complete.</param>
/// <param name="AtOnce">Most jobs at a time; null for no limit.</param>
/// <param name="Gpus">GPUs of a job, as its settings ask for them.</param>
/// <param name="Cpus">CPUs of a job; null if the settings leave them to the site.</param>
/// <param name="GpuTime">Time of all jobs times their GPUs; null if there are none, or no experiment is complete.</param>
/// <param name="Elapsed">Time from the first start to the last end with that many at a time; null without a limit or a time.</param>
public sealed record ClusterPlan(int Jobs, int? AtOnce, int Gpus, int? Cpus, TimeSpan? GpuTime, TimeSpan? Elapsed)
{
    private static readonly string[] gpuOptions = ["--gpus", "--gpus-per-node", "--gpus-per-task", "-G"];

    internal static ClusterPlan Of(SweepPlan sweep, SlurmSettings settings, int? atOnce)
    {
        var (jobs, gpus) = (sweep.Experiments - sweep.Complete, GpusOf(settings));
        return new ClusterPlan(
            jobs,
            atOnce,
            gpus,
            settings.Cpus,
            gpus > 0 ? gpus * sweep.Left : null,
            atOnce is { } most && jobs > 0 ? sweep.Left * (Math.Ceiling((double)jobs / most) / jobs) : null);
    }

    /// <summary>The GPUs that <c>gres</c> or an option of sbatch asks for: <c>gpu:a100:2</c>, <c>--gpus=2</c>, <c>-G2</c>.</summary>
    private static int GpusOf(SlurmSettings settings)
    {
        var resources = settings.Options.Where(option => option.StartsWith("--gres=", StringComparison.Ordinal))
            .Select(option => option["--gres=".Length..])
            .Append(settings.Gres ?? "")
            .SelectMany(list => list.Split(','))
            .Where(resource => resource == "gpu" || resource.StartsWith("gpu:", StringComparison.Ordinal));
        var options =
            from option in settings.Options
            from name in gpuOptions
            where option.StartsWith(name + (name.StartsWith("--", StringComparison.Ordinal) ? "=" : ""), StringComparison.Ordinal)
            select option[name.Length..].TrimStart('=');
        return resources.Concat(options).Sum(CountOf);
    }

    private static int CountOf(string resource)
    {
        var last = resource.Split(':')[^1];
        return int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1;
    }
}
