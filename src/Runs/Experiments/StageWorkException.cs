using LmmCl.Events;

namespace LmmCl.Runs.Experiments;

/// <summary>The work of a stage failed in another process.</summary>
/// <param name="kind">The classified cause.</param>
/// <param name="message">The cause as text, with a remedy.</param>
/// <param name="details">The stack trace of the other process; null if there is none.</param>
internal sealed class StageWorkException(FailureKind kind, string message, string? details = null) : Exception(message)
{
    public FailureKind Kind { get; } = kind;

    public string? Details { get; } = details;

    public override string ToString() =>
        Details is null ? base.ToString() : $"{base.ToString()}{Environment.NewLine}In the worker: {Details}";
}
