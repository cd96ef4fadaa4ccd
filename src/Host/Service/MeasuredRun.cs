using LmmCl.Abstractions;
using LmmCl.Host.Composition;
using Microsoft.AspNetCore.Builder;

namespace LmmCl.Host.Service;

/// <summary>The services of a single run, whose metrics are served while it lasts.</summary>
internal static class MeasuredRun
{
    /// <summary>Serves the metrics; the caller disposes of the application when the run is over.</summary>
    /// <exception cref="InputException">The port is taken, or is none.</exception>
    public static async Task<WebApplication> StartAsync(HostSettings options, int port, CancellationToken ct)
    {
        const string option = "--metrics-port";
        if (port is < 0 or > ushort.MaxValue)
        {
            throw new InputException(option, $"{port} is not a port.", "Name one from 1 to 65535; 0 chooses a free one.");
        }

        var application = MetricsApplication.Build(options, port);
        try
        {
            await ListeningPort.StartAsync(
                application, option, $"another program listens on port {port}.", "Name another one; 0 chooses a free one.", ct);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }

        await Console.Error.WriteLineAsync($"Metrics are on {application.Urls.First()}/metrics.");
        return application;
    }
}
