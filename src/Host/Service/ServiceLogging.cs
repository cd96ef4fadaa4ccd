using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace LmmCl.Host.Service;

/// <summary>The console output of the service: a line for each event of interest to people. The logs of runs have the rest.</summary>
internal static class ServiceLogging
{
    /// <summary>Configures the console.</summary>
    public static void Configure(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddConsole(console => console.FormatterName = PlainConsole.FormatName);
        logging.AddConsoleFormatter<PlainConsole, ConsoleFormatterOptions>();
        logging.AddFilter("Microsoft", LogLevel.Warning);

        // Each part of each stage, and the stacks of failures, are in the logs of runs.
        logging.AddFilter<ConsoleLoggerProvider>(typeof(LoggingBehaviour<,>).Namespace, LogLevel.Warning);
        logging.AddFilter<ConsoleLoggerProvider>(typeof(RunExperimentHandler).FullName, level => level == LogLevel.Information);
    }
}
