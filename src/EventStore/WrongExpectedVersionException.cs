namespace LmmCl.EventStore;

/// <summary>Another writer has appended to the stream since its version was read.</summary>
public sealed class WrongExpectedVersionException(string stream, long expected, long actual)
    : Exception(
        $"Stream '{stream}' is at version {actual}, not at {expected}: another writer appended to it. Read it again and retry.")
{
    /// <summary>The stream.</summary>
    public string Stream { get; } = stream;

    /// <summary>The version the writer expected.</summary>
    public long Expected { get; } = expected;

    /// <summary>The actual version of the stream.</summary>
    public long Actual { get; } = actual;
}
