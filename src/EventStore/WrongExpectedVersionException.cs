namespace LmmCl.EventStore;

/// <summary>Somebody else appended to the stream in between.</summary>
public sealed class WrongExpectedVersionException(string stream, long expected, long actual)
    : Exception(
        $"Stream '{stream}' is at version {actual}, not at {expected}: somebody else appended to it. Read it again and decide anew.")
{
    /// <summary>The stream.</summary>
    public string Stream { get; } = stream;

    /// <summary>The version that the writer expected.</summary>
    public long Expected { get; } = expected;

    /// <summary>The version that the stream has.</summary>
    public long Actual { get; } = actual;
}
