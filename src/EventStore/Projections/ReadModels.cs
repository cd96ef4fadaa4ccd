using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Events.Serialization;
using LmmCl.EventStore.Chain;

namespace LmmCl.EventStore.Projections;

/// <summary>Folds histories into read models.</summary>
public static class ReadModels
{
    /// <summary>The state after all of <paramref name="events"/>.</summary>
    public static T Fold<T>(IEnumerable<RecordedEvent> events)
        where T : IReadModel<T> => events.Aggregate(T.Empty, (model, recorded) => model.Apply(recorded));

    /// <summary>
    /// The history of one experiment up to a point in time, decoded to the current event schemas. The whole stream is read, because its
    /// hash chain must hold to the end.
    /// </summary>
    /// <exception cref="InputException">The stream was altered.</exception>
    /// <exception cref="UnknownEventTypeException">An event is of a kind unknown to this build.</exception>
    public static async Task<IReadOnlyList<RecordedEvent>> ReadHistoryAsync(
        this IEventLog log, string stream, AsOf asOf = default, EventTypes? types = null, CancellationToken ct = default)
    {
        var history = new List<RecordedEvent>();
        var ended = false;
        await foreach (var stored in log.ReadVerifiedAsync(stream, ct))
        {
            if (ended || stored.Sequence > asOf.Sequence)
                continue;
            var recorded = new RecordedEvent(stored.Sequence, stored.Version, stored.Timestamp, stored.Decode(types));
            ended = !asOf.Includes(recorded);
            if (!ended)
                history.Add(recorded);
        }

        return history;
    }

    /// <summary>A read model of every stream, folded from the whole log in one pass, without checking its hash chains.</summary>
    /// <exception cref="UnknownEventTypeException">An event is of a kind unknown to this build.</exception>
    public static async Task<IReadOnlyDictionary<string, T>> FoldAllAsync<T>(
        this IEventLog log, EventTypes? types = null, CancellationToken ct = default)
        where T : IReadModel<T>
    {
        types ??= EventTypes.Default;
        var heads = await log.ListStreamsAsync(ct);
        var models = heads.ToDictionary(head => head.Stream, _ => T.Empty, StringComparer.Ordinal);
        string[] unconcerned = [.. types.Names.Where(name => !T.Concerns(types.Find(name)!))];
        await foreach (var stored in log.SelectAsync(new(Without: unconcerned), ct))
        {
            var recorded = new RecordedEvent(stored.Sequence, stored.Version, stored.Timestamp, stored.Decode(types));
            models[stored.Stream] = models.GetValueOrDefault(stored.Stream, T.Empty).Apply(recorded);
        }

        return models;
    }
}
