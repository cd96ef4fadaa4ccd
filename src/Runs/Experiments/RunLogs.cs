using System.Collections.Concurrent;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace LmmCl.Runs.Experiments;

/// <summary>
/// The logs of runs, for diagnosing failures: <c>log.jsonl</c> in the run folder, one JSON object per line, exceptions with their stacks.
/// Entries logged in the scope of a running experiment go to its log; later runs append. Logs are not evidence; only events are.
/// </summary>
internal sealed class RunLogs : ILogEventSink
{
    /// <summary>Name of the scope value that names the experiment.</summary>
    public const string Experiment = "Experiment";

    /// <summary>Name of the scope value with the number of the stage.</summary>
    public const string Stage = "Stage";

    /// <summary>Name of the scope value with the id of the worker process.</summary>
    public const string Worker = "Worker";

    private readonly ConcurrentDictionary<string, Logger> open = new(StringComparer.Ordinal);

    /// <summary>Opens the log of an experiment that this process runs.</summary>
    /// <returns>Closes it when disposed.</returns>
    public IDisposable Open(string experiment, RunFolder folder)
    {
        var log = new LoggerConfiguration().WriteTo.File(new CompactJsonFormatter(), folder.Log).CreateLogger();
        open[experiment] = log;
        return new Closing(() =>
        {
            open.TryRemove(experiment, out _);
            log.Dispose();
        });
    }

    /// <inheritdoc/>
    public void Emit(LogEvent logEvent)
    {
        if (logEvent.Properties.TryGetValue(Experiment, out var value)
            && value is ScalarValue { Value: string experiment }
            && open.TryGetValue(experiment, out var log))
        {
            log.Write(logEvent);
        }
    }

    private sealed class Closing(Action close) : IDisposable
    {
        public void Dispose() => close();
    }
}
