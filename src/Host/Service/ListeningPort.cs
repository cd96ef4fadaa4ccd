using LmmCl.Abstractions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;

namespace LmmCl.Host.Service;

/// <summary>Starts applications that listen on a port.</summary>
internal static class ListeningPort
{
    /// <summary>Starts an application.</summary>
    /// <param name="application">The application.</param>
    /// <param name="place">The address or option that errors name.</param>
    /// <param name="problem">The problem if another program listens there.</param>
    /// <param name="fix">The fix for that.</param>
    /// <param name="ct">Stops the start.</param>
    /// <exception cref="InputException">The port is taken.</exception>
    public static async Task StartAsync(WebApplication application, string place, string problem, string fix, CancellationToken ct)
    {
        try
        {
            await application.StartAsync(ct);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            throw new InputException(place, problem, fix, error);
        }
    }
}
