namespace LmmCl.EventStore;

/// <summary>A stored row cannot be read as an event.</summary>
public sealed class DamagedEventException(long sequence, string problem, Exception? inner = null)
    : Exception($"Event at sequence {sequence}: {problem}", inner)
{
    /// <summary>Position of the row in the whole log.</summary>
    public long Sequence { get; } = sequence;

    /// <summary>Description of the damage.</summary>
    public string Problem { get; } = problem;
}
