using LmmCl.Events;
using LmmCl.EventStore;

namespace LmmCl.Tests;

/// <summary>An event log that shows every event to somebody once it is recorded: the way to stop a run at an exact place.</summary>
internal sealed class WatchedLog(IEventLog log, Action<IExperimentEvent> watch, Action<IExperimentEvent>? before = null)
    : DelegatingEventLog(log)
{
    public override async ValueTask<AppendResult> AppendAsync(
        string stream, long expectedVersion, IReadOnlyList<NewEvent> events, CancellationToken ct = default)
    {
        foreach (var happens in events)
        {
            before?.Invoke(happens.Data);
        }

        var result = await base.AppendAsync(stream, expectedVersion, events, ct);
        foreach (var happened in events)
        {
            watch(happened.Data);
        }

        return result;
    }
}
