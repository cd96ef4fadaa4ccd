namespace LmmCl.Host.Composition;

/// <summary>Checks one part of the service for <c>/readyz</c>. Each implementation is registered as this interface.</summary>
internal interface IReadinessCheck
{
    /// <summary>Name of the part in the answer, such as <c>executors</c>.</summary>
    string Part { get; }

    /// <summary>Checks whether the part can work now, and describes its state.</summary>
    ValueTask<Readiness> CheckAsync(CancellationToken ct);
}

/// <summary>State of one part of the service.</summary>
/// <param name="IsReady">True if the part can work.</param>
/// <param name="Detail">The state in words; if it is not ready, why and what to do.</param>
internal readonly record struct Readiness(bool IsReady, string Detail);
