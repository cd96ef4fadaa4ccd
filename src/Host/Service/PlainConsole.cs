using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace LmmCl.Host.Service;

/// <summary>Writes log entries as lines for people: the time, the level if it is a warning or an error, the message.</summary>
internal sealed class PlainConsole(TimeProvider time) : ConsoleFormatter(FormatName)
{
    /// <summary>Name by which the console's options choose it.</summary>
    public const string FormatName = "plain";

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var kind = logEntry.LogLevel switch
        {
            LogLevel.Critical or LogLevel.Error => "error: ",
            LogLevel.Warning => "warning: ",
            _ => "",
        };
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var cause = logEntry.Exception is { } error ? $" {error}" : "";
        var now = time.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        textWriter.WriteLine($"{now} {kind}{message}{cause}".ReplaceLineEndings(" "));
    }
}
