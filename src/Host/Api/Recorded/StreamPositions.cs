namespace LmmCl.Host.Api.Recorded;

/// <summary>Sequence numbers of a stream's events by version, so that a page of them is read without those before it.</summary>
internal sealed class StreamPositions
{
    private readonly Lock turn = new();
    private readonly List<long> sequences = [];

    /// <summary>Adds the next event.</summary>
    public void Add(long sequence)
    {
        lock (turn)
        {
            sequences.Add(sequence);
        }
    }

    /// <summary>Version of the first event after a sequence number; one more than the last if there is none.</summary>
    public long VersionAfter(long sequence)
    {
        lock (turn)
        {
            var found = sequences.BinarySearch(sequence);
            return found >= 0 ? found + 2 : ~found + 1;
        }
    }
}
