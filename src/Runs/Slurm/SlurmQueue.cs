using LmmCl.Abstractions;

namespace LmmCl.Runs.Slurm;

/// <summary>Slurm's queue, through its own commands.</summary>
internal static class SlurmQueue
{
    // Words in sbatch's errors that leave open whether the controller accepted the job.
    private static readonly string[] doubts = ["contact", "timed out", "Zero Bytes", "connect", "temporarily"];

    /// <summary>The jobs of this user, ended ones too while Slurm remembers them; null if the controller does not answer.</summary>
    public static async Task<IReadOnlyList<SlurmJob>?> ListAsync(CancellationToken ct)
    {
        var squeue = await SlurmProgram.RunAsync(
            "squeue", ["--noheader", "--states=all", $"--user={Environment.UserName}", $"--format={SlurmJob.Format}"], ct);
        return squeue.Succeeded
            ? [.. squeue.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(SlurmJob.Parse).OfType<SlurmJob>()]
            : null;
    }

    /// <summary>Submits a script.</summary>
    /// <returns>The job's id; null if it is not known whether Slurm has it.</returns>
    /// <exception cref="InputException">Slurm refused it.</exception>
    public static async Task<string?> SubmitAsync(IEnumerable<string> options, string script)
    {
        var sbatch = await SlurmProgram.RunAsync("sbatch", ["--parsable", .. options, script]);
        if (sbatch.Succeeded)
        {
            return sbatch.Output.Trim().Split(';')[0];
        }

        return sbatch.ExitCode is null || doubts.Any(doubt => sbatch.Error.Contains(doubt, StringComparison.OrdinalIgnoreCase))
            ? null
            : throw new InputException(
                "sbatch", $"{sbatch.Error.TrimEnd('.')}.", "Correct the executor's settings and run the same command again.");
    }

    /// <summary>Cancels a job.</summary>
    /// <exception cref="InputException">Slurm refused it.</exception>
    public static Task CancelAsync(string job) => RunAsync("scancel", job);

    /// <summary>Requeues the job that this process runs in.</summary>
    /// <exception cref="InputException">Slurm refused it.</exception>
    public static Task RequeueAsync(string job) => RunAsync("scontrol", "requeue", job);

    private static async Task RunAsync(string name, params string[] arguments)
    {
        var program = await SlurmProgram.RunAsync(name, arguments);
        if (!program.Succeeded)
        {
            throw new InputException(name, $"{program.Error.TrimEnd('.')}.");
        }
    }
}
