using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Formatting.Compact;

namespace LmmCl.Runs.Experiments;

/// <summary>
/// The log of a run for people who look into a failure: <c>log.jsonl</c> in the run folder, a JSON object a line, exceptions with their
/// stacks. Later runs append. It is no evidence: what counts is in events.
/// </summary>
internal static class RunLog
{
    /// <summary>Opens the log; the caller disposes of it.</summary>
    public static ILoggerFactory Open(RunFolder folder) => LoggerFactory.Create(logging => logging.AddSerilog(
        new LoggerConfiguration().WriteTo.File(new CompactJsonFormatter(), folder.Log).CreateLogger(), dispose: true));
}
