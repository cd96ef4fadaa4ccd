using System.Diagnostics;
using System.Net;

namespace LmmCl.Audit.Tests;

/// <summary>A time-stamp authority on this machine: OpenSSL answers what arrives over HTTP.</summary>
internal sealed class TimestampServer : IDisposable
{
    private const string Configuration = """
        [tsa]
        default_tsa = only
        [only]
        serial = serial
        signer_cert = certificate.pem
        signer_key = key.pem
        signer_digest = sha256
        default_policy = 1.2.3.4.1
        digests = sha256
        ess_cert_id_alg = sha256
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-authority-").FullName;
    private readonly HttpListener listener = new();

    public TimestampServer()
    {
        File.WriteAllText(Path.Combine(folder, "tsa.cnf"), Configuration);
        File.WriteAllText(Path.Combine(folder, "serial"), "01");
        OpenSsl(
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "certificate.pem", "-days", "2",
            "-subj", "/CN=Authority of the tests", "-addext", "extendedKeyUsage=critical,timeStamping");
        Address = $"http://127.0.0.1:{FreePort()}/";
        listener.Prefixes.Add(Address);
        listener.Start();
        _ = ServeAsync();
    }

    public string Address { get; }

    /// <summary>Whether it answers with bytes that are no answer.</summary>
    public bool TalksNonsense { get; set; }

    public void Dispose()
    {
        listener.Close();
        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception end) when (end is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using (var query = File.Create(Path.Combine(folder, "query.tsq")))
            {
                await context.Request.InputStream.CopyToAsync(query);
            }

            if (!TalksNonsense)
            {
                OpenSsl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq", "-out", "reply.tsr");
            }

            var reply = TalksNonsense ? "no answer"u8.ToArray() : await File.ReadAllBytesAsync(Path.Combine(folder, "reply.tsr"));
            context.Response.ContentType = "application/timestamp-reply";
            context.Response.Close(reply, willBlock: false);
        }
    }

    private void OpenSsl(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        _ = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
    }
}
