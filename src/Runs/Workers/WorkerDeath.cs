using LmmCl.Events;
using LmmCl.Runs.Stages;

namespace LmmCl.Runs.Workers;

/// <summary>The cause of a worker's exit, from its exit code and output.</summary>
/// <param name="ExitCode">Exit code as in shells: 128 + n for signal n.</param>
/// <param name="LastLine">The last line of its standard error; may be empty.</param>
/// <param name="OutOfMemory">
/// True if its output reports that memory ran out, or the kernel killed a process for that reason meanwhile.
/// </param>
internal sealed record WorkerDeath(int ExitCode, string LastLine, bool OutOfMemory)
{
    /// <summary>Exit code of a process killed by the kernel or by <c>kill -9</c>.</summary>
    public const int Killed = SignalBase + 9;

    private const int SignalBase = 128;

    /// <summary>The classified cause.</summary>
    public FailureKind Kind =>
        OutOfMemory ? FailureKind.OutOfMemory
        : Signal is "SIGKILL" or "SIGTERM" or "SIGHUP" or "SIGINT" or "SIGQUIT" ? FailureKind.Killed
        : FailureKind.Crashed;

    private string? Signal => (ExitCode - SignalBase) switch
    {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL",
        6 => "SIGABRT",
        7 => "SIGBUS",
        8 => "SIGFPE",
        9 => "SIGKILL",
        11 => "SIGSEGV",
        15 => "SIGTERM",
        _ => null,
    };

    /// <summary>Describes the cause and the remedy, one sentence each.</summary>
    public string Tell(StageWork work, StageId stage)
    {
        var how = (Kind, Signal) switch
        {
            (FailureKind.OutOfMemory, { } signal) => $"ran out of memory ({signal})",
            (FailureKind.OutOfMemory, null) => $"ran out of memory (exit code {ExitCode})",
            (FailureKind.Killed, { } signal) => $"was killed ({signal})",
            (_, { } signal) => $"crashed ({signal})",
            _ => $"ended by itself (exit code {ExitCode})",
        };
        var words = LastLine.Length > 0 ? $", last saying: {LastLine.TrimEnd('.')}" : "";
        return $"The worker process {how} {Doing(work)} stage {stage}{words}. Run the same command again: it resumes from the saved state.";
    }

    private static string Doing(StageWork work) => work switch
    {
        StageWork.Train => "while training",
        StageWork.Evaluate => "while evaluating",
        _ => "while probing",
    };
}
