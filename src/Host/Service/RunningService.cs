using LmmCl.Host.Composition;
using LmmCl.Host.Queue;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LmmCl.Host.Service;

/// <summary>Runs a service from its start to its stop: it owns its runs folder, and programs find it there while it listens.</summary>
internal static class RunningService
{
    /// <summary>Serves until stopped.</summary>
    /// <param name="options">Where experiments are recorded.</param>
    /// <param name="serve">Where to listen.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="tokenFile">File with the bearer token, which programs of this machine read; null if there is none.</param>
    /// <param name="listening">Called with the address once it listens.</param>
    /// <param name="ct">Stops the service.</param>
    /// <exception cref="Abstractions.InputException">
    /// Another service runs on the folder, the port is taken, or the store cannot be opened.
    /// </exception>
    public static async Task RunAsync(
        HostSettings options, ServeOptions serve, QueueSettings queue, string? tokenFile, Action<string> listening, CancellationToken ct)
    {
        Modeling.Files.DurableFolder.Create(options.Runs);
        using var claim = ServiceClaim.Take(options.Runs);
        await using var service = ServiceApplication.Build(options, serve, queue);
        await ListeningPort.StartAsync(
            service,
            $"{serve.Address}:{serve.Port}",
            "another program listens there.",
            "Name another port with --port; 0 chooses a free one.",
            ct);
        var address = service.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var file = ServiceFile.OfThisProcess(Reachable(address), tokenFile);
        file.Write(options.Runs);
        try
        {
            listening(address);
            await service.WaitForShutdownAsync(ct);
        }
        finally
        {
            file.Remove(options.Runs);
        }

        // Rethrow a failure of the queue, which must not look like a stop on request.
        await (service.Services.GetRequiredService<QueueRunner>().ExecuteTask ?? Task.CompletedTask);
    }

    /// <summary>Replaces a wildcard address with one that programs of this machine can connect to.</summary>
    private static string Reachable(string address) => address
        .Replace("//0.0.0.0:", "//127.0.0.1:", StringComparison.Ordinal)
        .Replace("//[::]:", "//[::1]:", StringComparison.Ordinal);
}
