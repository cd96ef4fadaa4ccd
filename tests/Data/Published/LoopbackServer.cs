using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LmmCl.Data.Tests.Published;

/// <summary>A server on this machine that serves files, in parts if asked, and breaks off or refuses as told.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly HttpListener listener = new();

    public LoopbackServer()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        }

        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public Uri Address { get; }

    /// <summary>Files by path, without the leading slash.</summary>
    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>Headers of answers, by path.</summary>
    public Dictionary<string, (string Name, string Value)> Headers { get; } = [];

    /// <summary>Requests that came, as path and range.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Values of the header Authorization that came.</summary>
    public List<string?> Authorizations { get; } = [];

    /// <summary>Number of answers that break off after half of their bytes.</summary>
    public int BreakOffs { get; set; }

    /// <summary>Number of answers that are refused with 503.</summary>
    public int Refusals { get; set; }

    /// <summary>Entity tag of all files; null for none.</summary>
    public string? Tag { get; set; } = "\"1\"";

    public Uri At(string path) => new(Address, path);

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                Serve(await listener.GetContextAsync());
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or IOException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    private void Serve(HttpListenerContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var path = request.Url!.PathAndQuery[1..];
        Requests.Add($"{path} {request.Headers["Range"]}".Trim());
        Authorizations.Add(request.Headers["Authorization"]);
        if (Refusals > 0 || !Files.TryGetValue(path, out var bytes))
        {
            response.StatusCode = Refusals-- > 0 ? 503 : 404;
            response.Close();
            return;
        }

        var from = Tag is null || request.Headers["If-Range"] is null || request.Headers["If-Range"] == Tag ? FromOf(request.Headers["Range"]) : 0;
        if (Tag is not null)
        {
            response.Headers["ETag"] = Tag;
        }

        if (Headers.TryGetValue(path, out var header))
        {
            response.Headers[header.Name] = header.Value;
        }

        if (from > 0)
        {
            response.StatusCode = 206;
            response.Headers["Content-Range"] = $"bytes {from}-{bytes.Length - 1}/{bytes.Length}";
        }

        var body = bytes.AsSpan(from);
        response.ContentLength64 = body.Length;
        if (BreakOffs-- > 0)
        {
            response.OutputStream.Write(body[..(body.Length / 2)]);
            response.OutputStream.Flush();
            response.Abort();
            return;
        }

        response.OutputStream.Write(body);
        response.Close();
    }

    private static int FromOf(string? range) =>
        range is null ? 0 : int.Parse(range["bytes=".Length..].Split('-')[0], CultureInfo.InvariantCulture);
}
