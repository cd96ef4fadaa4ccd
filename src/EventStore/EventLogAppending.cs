using LmmCl.Events;

namespace LmmCl.EventStore;

/// <summary>Shorthand appends for writers that own their stream.</summary>
public static class EventLogAppending
{
    /// <summary>Appends events timestamped now, at any stream version.</summary>
    public static ValueTask<AppendResult> AppendAsync(
        this IEventLog log, string stream, IEnumerable<IExperimentEvent> events, CancellationToken ct = default)
    {
        var now = DateTimeOffset.UtcNow;
        return log.AppendAsync(stream, ExpectedVersion.Any, [.. events.Select(e => new NewEvent(e, now))], ct);
    }

    /// <summary>Appends one event timestamped now, at any stream version.</summary>
    public static ValueTask<AppendResult> AppendAsync(
        this IEventLog log, string stream, IExperimentEvent happened, CancellationToken ct = default) =>
        log.AppendAsync(stream, [happened], ct);
}
