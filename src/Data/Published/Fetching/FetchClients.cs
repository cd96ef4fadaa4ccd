using System.Net;

namespace LmmCl.Data.Published.Fetching;

/// <summary>The HTTP clients of downloads.</summary>
internal static class FetchClients
{
    private static readonly TimeSpan toAnswer = TimeSpan.FromSeconds(60);

    /// <summary>A client for URLs that the user or this program chose.</summary>
    public static HttpClient Trusting() => Of(new SocketsHttpHandler { ConnectTimeout = toAnswer });

    /// <summary>A client for URLs found in a data set, restricted to public addresses.</summary>
    public static HttpClient Wary() => Of(new SocketsHttpHandler
    {
        ConnectTimeout = toAnswer,
        ConnectCallback = PublicAddresses.ConnectAsync,
        MaxAutomaticRedirections = 5,
    });

    private static HttpClient Of(SocketsHttpHandler handler)
    {
        handler.AutomaticDecompression = DecompressionMethods.None;
        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("lmmcl");
        return client;
    }
}
