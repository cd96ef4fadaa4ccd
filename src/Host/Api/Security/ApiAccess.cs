using System.Net;
using LmmCl.Abstractions;
using Microsoft.AspNetCore.Http;

namespace LmmCl.Host.Api.Security;

/// <summary>The callers that may use the service: programs of this machine, those with a token, or those of a proxy.</summary>
/// <param name="Address">The address to listen on.</param>
/// <param name="Token">The token that callers must show; null if none is needed.</param>
/// <param name="Proxy">The only address from which connections are accepted; null for any.</param>
public sealed record ApiAccess(IPAddress Address, AccessToken? Token, IPAddress? Proxy)
{
    /// <summary>True if only this machine's own names can lead here, so that any other Host header is an attack.</summary>
    public bool ChecksHost => IPAddress.IsLoopback(Address) && Proxy is null;

    /// <summary>Reads the settings of <c>lmmcl serve</c>.</summary>
    /// <param name="listen">Value of <c>--listen</c>.</param>
    /// <param name="token">The token; null if there is none.</param>
    /// <param name="proxy">Value of <c>--behind-proxy</c>.</param>
    /// <exception cref="InputException">An address is not valid, or other machines could use the service unchecked.</exception>
    public static ApiAccess Of(string listen, AccessToken? token, string? proxy)
    {
        var address = AddressOf("--listen", listen);
        var access = new ApiAccess(address, token, proxy is null ? null : AddressOf("--behind-proxy", proxy));
        return access is { Token: null, Proxy: null } && !IPAddress.IsLoopback(address)
            ? throw new InputException(
                "--listen",
                $"anyone who can reach {address} could use the service.",
                $"Give a token with --token-file FILE or {AccessToken.Variable}, or --behind-proxy ADDRESS if a proxy checks who calls.")
            : access;
    }

    /// <summary>True for a caller on this machine who may name its files; a forwarded call may come from anywhere.</summary>
    internal bool MayNameFiles(HttpContext context) =>
        Proxy is null
        && context.Connection.RemoteIpAddress is { } caller && IPAddress.IsLoopback(caller)
        && !context.Request.Headers.Keys.Any(name =>
            name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase));

    private static IPAddress AddressOf(string option, string text) => IPAddress.TryParse(text, out var address)
        ? address
        : throw new InputException(option, $"'{text}' is not an IP address.", $"Write for example {option} 192.0.2.10.");
}
