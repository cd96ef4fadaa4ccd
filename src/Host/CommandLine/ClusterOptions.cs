using System.CommandLine;
using LmmCl.Abstractions;
using LmmCl.Runs.Slurm;

namespace LmmCl.Host.CommandLine;

/// <summary>Options for running a sweep on a cluster.</summary>
internal sealed class ClusterOptions
{
    /// <summary><c>--executor</c>.</summary>
    public Option<string?> Executor { get; } = new("--executor")
    {
        Description = "YAML file of a Slurm executor: run each experiment as a job of the cluster, and follow the jobs.",
        HelpName = "file",
    };

    /// <summary><c>--max-jobs</c>.</summary>
    public Option<int?> MaxJobs { get; } = new("--max-jobs")
    {
        Description = "With --executor: the most jobs at a time; by default all at once.",
        HelpName = "number",
    };

    /// <summary><c>--retry-failed</c>.</summary>
    public Option<bool> RetryFailed { get; } = new("--retry-failed")
    {
        Description = "With --executor: submit again what failed twice the same way, was cancelled or was refused.",
    };

    /// <summary>The executor's settings; null to run on this machine.</summary>
    /// <exception cref="InputException">The file is wrong, or an option needs one.</exception>
    public SlurmSettings? Read(ParseResult parsed)
    {
        if (parsed.GetValue(MaxJobs) is < 1)
        {
            throw new InputException(MaxJobs.Name, "it must be 1 or more.", $"Write for example {MaxJobs.Name} 20.");
        }

        if (parsed.GetValue(Executor) is { } file)
        {
            return SlurmFile.Read(file);
        }

        var alone = new Option[] { MaxJobs, RetryFailed }.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });
        return alone is null
            ? null
            : throw new InputException(alone.Name, "it is for jobs of a cluster.", "Name its settings with --executor slurm.yaml.");
    }
}
