using LmmCl.Events;

namespace LmmCl.Runs.Experiments;

/// <summary>A stage's work failed in another process.</summary>
/// <param name="kind">Why, classified.</param>
/// <param name="message">Why, in words, and what to do.</param>
/// <param name="details">The stack over there; null where there is nothing more to know.</param>
internal sealed class StageWorkException(FailureKind kind, string message, string? details = null) : Exception(message)
{
    public FailureKind Kind { get; } = kind;

    public string? Details { get; } = details;

    public override string ToString() =>
        Details is null ? base.ToString() : $"{base.ToString()}{Environment.NewLine}In the worker: {Details}";
}
