using LmmCl.Abstractions;
using LmmCl.Host.Composition;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;

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
            await application.StartAsync(ct);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            await application.DisposeAsync();
            throw new InputException(option, $"another program listens on port {port}.", "Name another one; 0 chooses a free one.", error);
        }

        await Console.Error.WriteLineAsync($"Metrics are on {application.Urls.First()}/metrics.");
        return application;
    }
}
