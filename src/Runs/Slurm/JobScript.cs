using System.Globalization;
using System.Text;
using LmmCl.Modeling.Files;
using LmmCl.Plugins.Probing;
using LmmCl.Runs.Jobs;

namespace LmmCl.Runs.Slurm;

/// <summary>Writes the script of a job, and the options that it is submitted with.</summary>
internal static class JobScript
{
    /// <summary>Name of the command that runs an experiment in a job: <c>lmmcl job</c>.</summary>
    public const string Command = "job";

    /// <summary>The signal that Slurm sends before the time limit. SIGTERM comes with preemption and cancellation.</summary>
    public const string Signal = "USR1";

    /// <summary>Writes the script.</summary>
    /// <param name="files">The files of the submission.</param>
    /// <param name="settings">The executor's settings.</param>
    /// <param name="arguments">Arguments of the command.</param>
    public static void Write(JobFiles files, SlurmSettings settings, IReadOnlyList<string> arguments)
    {
        var start = HostProgram.StartInfo([Command, .. arguments]);
        IEnumerable<string> words = settings.Program.Count > 0
            ? [.. settings.Program, Command, .. arguments]
            : [start.FileName, .. start.ArgumentList];
        // Use exec: signals must reach the program itself, and signals that a shell ignores stay ignored in .NET.
        string[] lines = ["#!/bin/bash", .. settings.Setup, "exec " + string.Join(' ', words.Select(Quote)), ""];
        DurableFile.WriteShared(files.Script, stream => stream.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    /// <summary>The options of sbatch for a submission.</summary>
    public static IReadOnlyList<string> OptionsOf(JobFiles files, SlurmSettings settings, string experiment, string key) =>
    [
        $"--job-name=lmmcl-{experiment}",
        $"--comment={key}",
        "--requeue",
        "--open-mode=append",
        string.Create(CultureInfo.InvariantCulture, $"--signal=B:{Signal}@{settings.SaveSeconds}"),
        $"--chdir={files.Folder.Root}",
        $"--output={files.Output.Replace("%", "%%", StringComparison.Ordinal)}",
        .. Option("partition", settings.Partition),
        .. Option("account", settings.Account),
        .. Option("qos", settings.Qos),
        .. Option("constraint", settings.Constraint),
        .. Option("gres", settings.Gres),
        .. Option("cpus-per-task", settings.Cpus?.ToString(CultureInfo.InvariantCulture)),
        .. Option("mem", settings.Memory),
        .. Option("time", settings.Time),
        .. settings.Options,
    ];

    private static IEnumerable<string> Option(string name, string? value) => value is null ? [] : [$"--{name}={value}"];

    private static string Quote(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
