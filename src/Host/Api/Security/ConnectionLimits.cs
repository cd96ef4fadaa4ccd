using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LmmCl.Host.Api.Security;

/// <summary>Bounds of what a connection may take: time, bytes, and how many there may be.</summary>
public static class ConnectionLimits
{
    /// <summary>Largest body of a request, in bytes.</summary>
    public const long Body = 1 << 20;

    /// <summary>Connections at a time; more are closed at once.</summary>
    public const int Connections = 2_000;

    /// <summary>Time for a request's headers to arrive.</summary>
    public static TimeSpan Headers { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Time that a connection may be idle.</summary>
    public static TimeSpan Idle { get; } = TimeSpan.FromSeconds(60);

    private const int HeaderBytes = 16 << 10;
    private const int HeaderCount = 64;
    private const int LineBytes = 8 << 10;

    /// <summary>Sets the limits, and listens on the address of the service.</summary>
    public static void Apply(KestrelServerOptions server, ApiAccess access, int port)
    {
        var limits = server.Limits;
        limits.MaxRequestBodySize = Body;
        limits.MaxRequestHeadersTotalSize = HeaderBytes;
        limits.MaxRequestHeaderCount = HeaderCount;
        limits.MaxRequestLineSize = LineBytes;
        limits.RequestHeadersTimeout = Headers;
        limits.KeepAliveTimeout = Idle;
        limits.MaxConcurrentConnections = Connections;
        limits.MaxConcurrentUpgradedConnections = 0;
        server.AddServerHeader = false;

        // A variable must not open another port: the command's options decide alone.
        server.ConfigurationLoader = null;
        server.Listen(access.Address, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (access.Proxy is { } proxy)
            {
                listen.Use(next => connection => IsFrom(connection, proxy) ? next(connection) : Refuse(connection));
            }
        });
    }

    private static bool IsFrom(ConnectionContext connection, IPAddress proxy) =>
        connection.RemoteEndPoint is IPEndPoint caller && caller.Address.MapToIPv6().Equals(proxy.MapToIPv6());

    private static Task Refuse(ConnectionContext connection)
    {
        connection.Abort();
        return Task.CompletedTask;
    }
}
