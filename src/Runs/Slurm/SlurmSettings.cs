using System.Text.Json.Serialization;

namespace LmmCl.Runs.Slurm;

/// <summary>Settings of experiments that run on a Slurm cluster, a job each. Null leaves a setting to the site's defaults.</summary>
public sealed record SlurmSettings
{
    /// <summary>The partition.</summary>
    public string? Partition { get; init; }

    /// <summary>The account that is charged.</summary>
    public string? Account { get; init; }

    /// <summary>The quality of service.</summary>
    public string? Qos { get; init; }

    /// <summary>Features that the node must have.</summary>
    public string? Constraint { get; init; }

    /// <summary>Generic resources such as <c>gpu:1</c>.</summary>
    public string? Gres { get; init; }

    /// <summary>Number of CPUs of a job.</summary>
    public int? Cpus { get; init; }

    /// <summary>Memory of a job, such as <c>32G</c>.</summary>
    public string? Memory { get; init; }

    /// <summary>Time limit of a job, such as <c>4:00:00</c>. A job that reaches it is queued again and goes on.</summary>
    public string? Time { get; init; }

    /// <summary>Further options of sbatch, passed on as they are.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Lines of the job's script before the program starts, such as <c>module load</c>.</summary>
    public IReadOnlyList<string> Setup { get; init; } = [];

    /// <summary>The words that start lmmcl on a node; empty to start this program from where it lies.</summary>
    public IReadOnlyList<string> Program { get; init; } = [];

    /// <summary>Address of the store as nodes reach it; null for the address that the host uses, if it is one of PostgreSQL.</summary>
    public string? NodeStore { get; init; }

    /// <summary>Seconds before the time limit at which a job saves its state.</summary>
    public int SaveSeconds { get; init; } = 120;

    /// <summary>Number of times that a job may be queued again.</summary>
    public int MaxRequeues { get; init; } = 50;

    /// <summary>Seconds between two looks at Slurm's queue.</summary>
    public double PollSeconds { get; init; } = 10;

    /// <summary>
    /// Folder that jobs copy checkpoints to; null if they do not. It comes from the command that submits and is stored with the settings,
    /// so that any host that takes over the sweep submits the same way. Left out if null, which keeps the hash of settings without it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Artifacts { get; init; }
}
