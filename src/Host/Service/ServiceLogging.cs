using LmmCl.Host.Composition;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace LmmCl.Host.Service;

/// <summary>What the service prints: a line for each event of interest to people. The logs of runs have the rest.</summary>
internal static class ServiceLogging
{
    /// <summary>Configures the console.</summary>
    public static void Configure(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.ColorBehavior = LoggerColorBehavior.Default;
        });
        logging.AddFilter("Microsoft", LogLevel.Warning);

        // Each part of each stage, for the logs of runs.
        logging.AddFilter<ConsoleLoggerProvider>(typeof(LoggingBehaviour<,>).Namespace, LogLevel.Warning);
    }
}
