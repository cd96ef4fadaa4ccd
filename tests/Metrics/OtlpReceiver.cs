using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace LmmCl.Metrics.Tests;

/// <summary>A receiver of OTLP over gRPC on loopback, which keeps what it is sent.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Service, string Message)> received = new();
    private readonly WebApplication application;

    private OtlpReceiver(WebApplication application) => this.application = application;

    public string Address => application.Urls.First();

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var receiver = new OtlpReceiver(builder.Build());
        receiver.application.MapPost("/{service}/Export", receiver.ExportAsync);
        await receiver.application.StartAsync();
        return receiver;
    }

    /// <summary>Whether a service was sent a message with this text in it. Names are plain UTF-8 in protocol buffers.</summary>
    public bool Has(string service, string text) =>
        received.Any(item => item.Service.EndsWith(service, StringComparison.Ordinal) && item.Message.Contains(text, StringComparison.Ordinal));

    public override string ToString() => string.Join('\n', received.Select(item => $"{item.Service}: {item.Message.Length} bytes"));

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private async Task ExportAsync(string service, HttpContext call)
    {
        using var message = new MemoryStream();
        await call.Request.Body.CopyToAsync(message);
        received.Enqueue((service, Encoding.Latin1.GetString(message.ToArray())));

        // An empty message that is not compressed: a flag and a length.
        call.Response.ContentType = "application/grpc";
        await call.Response.Body.WriteAsync(new byte[5]);
        call.Response.AppendTrailer("grpc-status", "0");
    }
}
