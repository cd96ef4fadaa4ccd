using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Extensions.Logging;

namespace LmmCl.Runs.Experiments;

/// <summary>Registers the logs of runs as a destination of all logging.</summary>
internal static class RunLogServices
{
    /// <summary>Adds logging with the logs of runs as its destination.</summary>
    public static IServiceCollection AddRunLogs(this IServiceCollection services) =>
        services
            .AddLogging()
            .AddSingleton<RunLogs>()
            .AddSingleton<ILoggerProvider>(provider => new SerilogLoggerProvider(
                new LoggerConfiguration().WriteTo.Sink(provider.GetRequiredService<RunLogs>()).CreateLogger(), dispose: true));
}
