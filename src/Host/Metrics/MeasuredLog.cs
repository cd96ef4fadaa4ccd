using System.Diagnostics;
using LmmCl.EventStore;

namespace LmmCl.Host.Metrics;

/// <summary>An event log whose appends are counted and timed.</summary>
internal sealed class MeasuredLog(IEventLog log, AppendInstruments instruments) : DelegatingEventLog(log)
{
    /// <inheritdoc/>
    public override async ValueTask<AppendResult> AppendAsync(
        string stream, long expectedVersion, IReadOnlyList<NewEvent> events, CancellationToken ct = default)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            var result = await base.AppendAsync(stream, expectedVersion, events, ct).ConfigureAwait(false);
            instruments.Appended(clock.Elapsed, result.Appended);
            return result;
        }
        catch (Exception error) when (error is not (OperationCanceledException or WrongExpectedVersionException))
        {
            instruments.Failed(clock.Elapsed);
            throw;
        }
    }
}
