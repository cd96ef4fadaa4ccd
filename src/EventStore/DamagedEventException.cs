namespace LmmCl.EventStore;

/// <summary>A stored row cannot be read as an event.</summary>
public sealed class DamagedEventException(long sequence, string problem, Exception? inner = null)
    : Exception($"Event at sequence {sequence}: {problem}", inner)
{
    /// <summary>Its place in the whole log.</summary>
    public long Sequence { get; } = sequence;

    /// <summary>What is wrong with it.</summary>
    public string Problem { get; } = problem;
}
