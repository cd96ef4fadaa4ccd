using LmmCl.Abstractions;
using LmmCl.Host.Api.Security;

namespace LmmCl.Host.Service;

/// <summary>Settings of <c>lmmcl serve</c>.</summary>
/// <param name="Address">The address to listen on, such as <c>127.0.0.1</c>.</param>
/// <param name="Port">The port; 0 chooses a free one.</param>
public sealed record ServeOptions(string Address, int Port)
{
    /// <summary>The address that only programs of this machine can reach.</summary>
    public const string Loopback = "127.0.0.1";

    /// <summary>The port without <c>--port</c>.</summary>
    public const int DefaultPort = 8420;

    /// <summary>The token that callers must show; null if none is needed.</summary>
    public AccessToken? Token { get; init; }

    /// <summary>Address of the proxy, the only one from which connections are accepted; null if there is no proxy.</summary>
    public string? Proxy { get; init; }

    /// <summary>The callers that may use the service.</summary>
    /// <exception cref="InputException">An address is not valid, or other machines could use the service unchecked.</exception>
    public ApiAccess Access => ApiAccess.Of(Address, Token, Proxy);
}
