using LmmCl.Events.Serialization;

namespace LmmCl.EventStore.Appending;

/// <summary>A writer's view of a stream: its head, and the version of each event id.</summary>
internal class GrowingStream(string stream, EventTypes types)
{
    private readonly Dictionary<Guid, long> versionOfId = [];

    internal string Stream { get; } = stream;

    internal long Version { get; private set; }

    internal byte[] Hash { get; private set; } = EventEnvelope.NoHash.ToArray();

    internal bool TryFind(Guid id, out long version) => versionOfId.TryGetValue(id, out version);

    internal void Know(Guid id, long version) => versionOfId[id] = version;

    /// <summary>
    /// Also indexes an event of an earlier build under the id that the current build gives it, so that a report stored before an update and
    /// repeated after it, as from a worker's spool file, is stored once.
    /// </summary>
    internal void KnowInTodaysShape(EncodedEvent stored, long version) => Know(stored.InTodaysShape(Stream, types).Id, version);

    /// <summary>Sets the head to where another writer has moved it.</summary>
    internal void MoveTo(long version, byte[] hash) => (Version, Hash) = (version, hash);

    /// <summary>Appends events to the chain.</summary>
    internal ChainLink[] Extend(List<EncodedEvent> fresh)
    {
        var links = new ChainLink[fresh.Count];
        foreach (var (place, happened) in fresh.Index())
        {
            var hash = new byte[EventEnvelope.HashLength];
            EventEnvelope.Hash(
                Hash, Stream, ++Version, happened.Id, happened.Type, happened.SchemaVersion, happened.Timestamp, happened.Data, hash);
            links[place] = new ChainLink(Version, Hash, hash);
            Hash = hash;
            versionOfId[happened.Id] = Version;
        }

        return links;
    }

    /// <summary>The events of an append that the stream does not have yet.</summary>
    /// <param name="append">The append.</param>
    /// <param name="stored">Returns the stream's event at a version.</param>
    /// <exception cref="WrongExpectedVersionException">There are new events, and the stream is not at the expected version.</exception>
    /// <exception cref="EventIdReusedException">An id was appended again with different content.</exception>
    internal List<EncodedEvent> SelectNew(PendingAppend append, Func<long, EncodedEvent> stored)
    {
        var fresh = new List<EncodedEvent>(append.Events.Length);
        Dictionary<Guid, EncodedEvent>? inThisAppend = append.Events.Length > 1 ? new(append.Events.Length) : null;
        foreach (var happened in append.Events)
        {
            if (versionOfId.TryGetValue(happened.Id, out var version))
            {
                if (!stored(version).InTodaysShape(Stream, types).HasSameContent(happened))
                    throw new EventIdReusedException(Stream, version, happened.Id);
            }
            else if (inThisAppend is not null && !inThisAppend.TryAdd(happened.Id, happened))
            {
                if (!inThisAppend[happened.Id].HasSameContent(happened))
                    throw new EventIdReusedException(Stream, Version + fresh.Count, happened.Id);
            }
            else
            {
                fresh.Add(happened);
            }
        }

        if (fresh.Count > 0 && append.ExpectedVersion != ExpectedVersion.Any && append.ExpectedVersion != Version)
            throw new WrongExpectedVersionException(Stream, append.ExpectedVersion, Version);
        return fresh;
    }
}
