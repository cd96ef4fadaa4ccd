using System.Collections.Concurrent;
using LmmCl.EventStore;

namespace LmmCl.Host.Api.Live;

/// <summary>Hands each new event of the log to every reader, so that the log is followed once however many readers there are.</summary>
internal sealed class EventHub
{
    /// <summary>Readers at a time.</summary>
    public const int MostReaders = 500;

    private readonly ConcurrentDictionary<LiveReader, bool> readers = new();

    /// <summary>Number of readers.</summary>
    public int Readers => readers.Count;

    /// <summary>Adds a reader, which receives every event from now on; null if there are too many readers.</summary>
    public LiveReader? TryAdd()
    {
        if (readers.Count >= MostReaders)
        {
            return null;
        }

        var reader = new LiveReader(gone => readers.TryRemove(gone, out _));
        readers[reader] = true;
        return reader;
    }

    /// <summary>Hands an event to every reader; never waits for one.</summary>
    public void Publish(StoredEvent stored)
    {
        if (readers.IsEmpty)
        {
            return;
        }

        var live = new LiveEvent(stored);
        foreach (var reader in readers.Keys)
        {
            reader.Offer(live);
        }
    }
}
