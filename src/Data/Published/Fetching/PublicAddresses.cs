using System.Net;
using System.Net.Sockets;

namespace LmmCl.Data.Published.Fetching;

/// <summary>
/// Connects to public addresses only. URLs in a data set are untrusted and must not make this program send requests to services on this
/// machine or its network (server-side request forgery).
/// </summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] inner =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "224.0.0.0/3", "::/127", "fc00::/7", "fe80::/10", "ff00::/8",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    /// <summary>True if an address is public.</summary>
    public static bool Includes(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Array.Exists(inner, network => network.Contains(plain));
    }

    /// <summary>
    /// Connects to a host if its name resolves to a public address. A proxy may have any address, since the user chose it.
    /// </summary>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var host = context.DnsEndPoint.Host;
        var found = await Dns.GetHostAddressesAsync(host, ct);
        var isDirect = string.Equals(context.InitialRequestMessage.RequestUri?.IdnHost, host, StringComparison.OrdinalIgnoreCase);
        var allowed = isDirect ? [.. found.Where(Includes)] : found;
        if (allowed.Length == 0)
        {
            throw new InnerAddressException(host);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
