using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using LmmCl.Abstractions;
using LmmCl.EventStore.Stores;
using LmmCl.Host.Api.Security;
using LmmCl.Host.Service;

namespace LmmCl.Service.Tests.Api;

public sealed class SecurityTests : IAsyncLifetime
{
    private const string Token = "0123456789abcdef-correct";

    private RecordedStore store = null!;
    private string before = "";

    public async Task InitializeAsync()
    {
        store = await RecordedStore.OfAsync(("llm", 1));
        before = await StateAsync();
    }

    /// <summary>Whatever was sent, the store is as it was.</summary>
    public async Task DisposeAsync()
    {
        Assert.Equal(before, await StateAsync());
        store.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer ")]
    [InlineData("Bearer 0123456789abcdef-wrong")]
    [InlineData("Bearer 0123456789abcdef-correct2")]
    [InlineData("Basic MDEyMzQ1Njc4OWFiY2RlZi1jb3JyZWN0")]
    public async Task Without_the_token_nothing_but_health_is_answered(string? authorization)
    {
        await using var served = await ServedRuns.StartAsync(store.Runs, WithToken);
        foreach (var path in (string[])["/", "/api/experiments", "/api/events/stream", "/metrics", "/readyz", "/openapi/v1.json", "/assets/x", "/healthz/x"])
        {
            using var response = await SendAsync(served, HttpMethod.Get, path, ("Authorization", authorization));
            await ServedRuns.ProblemAsync(response, HttpStatusCode.Unauthorized);
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
        }

        Assert.Equal("ok", await served.TextAsync("/healthz"));
    }

    [Fact]
    public async Task The_token_opens_the_service()
    {
        await using var served = await ServedRuns.StartAsync(store.Runs, WithToken);
        using var response = await SendAsync(served, HttpMethod.Get, "/api/experiments", ("Authorization", $"Bearer {Token}"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_browser_logs_in_once_and_keeps_a_session()
    {
        await using var served = await ServedRuns.StartAsync(store.Runs, WithToken);
        using var page = await SendAsync(served, HttpMethod.Get, "/", ("Accept", "text/html"));
        Assert.Equal(HttpStatusCode.Unauthorized, page.StatusCode);
        Assert.Contains("action=\"/login\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var wrong = await LoginAsync(served, "0123456789abcdef-wrong");
        Assert.Equal((HttpStatusCode.Unauthorized, false), (wrong.StatusCode, wrong.Headers.Contains("Set-Cookie")));

        using var right = await LoginAsync(served, Token);
        Assert.Equal(HttpStatusCode.SeeOther, right.StatusCode);
        var cookie = right.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Token, cookie, StringComparison.Ordinal);

        var value = cookie.Split(';')[0];
        using var inside = await SendAsync(served, HttpMethod.Get, "/api/experiments", ("Cookie", value));
        Assert.Equal(HttpStatusCode.OK, inside.StatusCode);

        // One letter of the signed value is another.
        var forged = value[..^3] + (value[^3] == 'A' ? 'B' : 'A') + value[^2..];
        using var outside = await SendAsync(served, HttpMethod.Get, "/api/experiments", ("Cookie", forged));
        Assert.Equal(HttpStatusCode.Unauthorized, outside.StatusCode);
    }

    [Fact]
    public async Task A_session_outlives_a_restart_and_ends_with_the_token()
    {
        string cookie;
        await using (var served = await ServedRuns.StartAsync(store.Runs, WithToken))
        {
            using var login = await LoginAsync(served, Token);
            cookie = login.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        }

        await using (var served = await ServedRuns.StartAsync(store.Runs, WithToken))
        {
            using var response = await SendAsync(served, HttpMethod.Get, "/readyz", ("Cookie", cookie));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        await using var changed = await ServedRuns.StartAsync(
            store.Runs, options => options with { Token = AccessToken.Read(null, "another-token-of-16") });
        using var refused = await SendAsync(changed, HttpMethod.Get, "/readyz", ("Cookie", cookie));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("has a space in it, though long")]
    public void A_weak_token_is_refused_and_not_repeated(string token)
    {
        var error = Assert.Throws<InputException>(() => AccessToken.Read(null, token));
        Assert.DoesNotContain(token, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_machines_are_let_in_only_with_a_token_or_by_a_proxy()
    {
        var open = new ServeOptions("0.0.0.0", 0);
        Assert.Contains("--token-file", Assert.Throws<InputException>(() => open.Access).Message, StringComparison.Ordinal);
        Assert.NotNull(WithToken(open).Access);
        Assert.NotNull((open with { Proxy = "192.0.2.1" }).Access);
        Assert.Throws<InputException>(() => (open with { Proxy = "the proxy" }).Access);
    }

    [Fact]
    public async Task Behind_a_proxy_only_the_proxy_is_answered()
    {
        await using var served = await ServedRuns.StartAsync(store.Runs, options => options with { Proxy = "127.0.0.2" });

        await Assert.ThrowsAsync<HttpRequestException>(() => served.Client.GetAsync("/healthz"));
        Assert.StartsWith("HTTP/1.1 200", await RawAsync(served, "GET /healthz HTTP/1.1\r\nHost: lab.example\r\nConnection: close\r\n\r\n", "127.0.0.2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_variable_opens_another_port()
    {
        (string Name, string Value)[] variables =
            [("ASPNETCORE_URLS", "http://0.0.0.0:0"), ("URLS", "http://0.0.0.0:0"), ("Kestrel__Endpoints__Other__Url", "http://0.0.0.0:0")];
        try
        {
            foreach (var (name, value) in variables)
            {
                Environment.SetEnvironmentVariable(name, value);
            }

            await using var served = await ServedRuns.StartAsync(store.Runs);
            Assert.Equal("127.0.0.1", served.Address.Host);
        }
        finally
        {
            foreach (var (name, _) in variables)
            {
                Environment.SetEnvironmentVariable(name, null);
            }
        }
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("192.0.2.1")]
    public async Task A_name_of_another_machine_is_refused(string host)
    {
        await using var served = await ServedRuns.StartAsync(store.Runs);
        using var response = await SendAsync(served, HttpMethod.Get, "/api/experiments", ("Host", host));

        Assert.Equal("Host", (string?)(await ServedRuns.ProblemAsync(response, HttpStatusCode.BadRequest))["field"]);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:8420")]
    [InlineData("127.0.0.1:1")]
    [InlineData("[::1]:8420")]
    public async Task The_names_of_this_machine_are_answered(string host)
    {
        await using var served = await ServedRuns.StartAsync(store.Runs);
        using var response = await SendAsync(served, HttpMethod.Get, "/api/experiments", ("Host", host));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_write_from_another_site_is_refused(string header, string value)
    {
        await using var served = await ServedRuns.StartAsync(store.Runs);
        foreach (var path in (string[])["/api/queue", "/api/experiments/quick-llm/cancel", "/login"])
        {
            using var response = await SendAsync(served, HttpMethod.Post, path, (header, value));
            Assert.Equal(header, (string?)(await ServedRuns.ProblemAsync(response, HttpStatusCode.Forbidden))["field"]);
        }
    }

    [Fact]
    public async Task A_file_is_taken_only_from_programs_of_this_machine()
    {
        await using var served = await ServedRuns.StartAsync(store.Runs);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/queue")
        {
            Content = new StringContent("{\"file\":\"/etc/passwd\"}", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Forwarded-For", "192.0.2.7");
        using var response = await served.Client.SendAsync(request);

        Assert.Equal("file", (string?)(await ServedRuns.ProblemAsync(response, HttpStatusCode.BadRequest))["field"]);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    public async Task A_write_that_any_form_can_send_is_refused(string type)
    {
        await using var served = await ServedRuns.StartAsync(store.Runs);
        using var content = new StringContent("{\"reason\":\"x\"}");
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var response = await served.Client.PostAsync("/api/experiments/quick-llm/cancel", content);

        await ServedRuns.ProblemAsync(response, HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("/api/queue")]
    [InlineData("/api/experiments")]
    [InlineData("/login")]
    [InlineData("/nowhere")]
    public async Task A_body_of_100_MB_is_refused(string path)
    {
        await using var served = await ServedRuns.StartAsync(store.Runs);
        var answer = await RawAsync(
            served, $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 104857600\r\n\r\n{{");

        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_body_without_a_length_is_cut_off()
    {
        await using var served = await ServedRuns.StartAsync(store.Runs);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/queue") { Content = new Endless() };
        request.Headers.TransferEncodingChunked = true;
        try
        {
            using var response = await served.Client.SendAsync(request);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        }
        catch (HttpRequestException)
        {
            // The service may have closed the connection while the rest was still being sent.
        }

        Assert.Equal("ok", await served.TextAsync("/healthz"));
    }

    [Fact]
    public async Task Every_answer_tells_the_browser_what_it_may_do()
    {
        await using var served = await ServedRuns.StartAsync(store.Runs);
        foreach (var path in (string[])["/", "/api/experiments", "/api/experiments/none", "/nothing", "/api/experiments?limit=x"])
        {
            using var response = await served.Client.GetAsync(path);
            var policy = response.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotMatch("script-src[^;]*unsafe-inline", policy);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
            Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        }
    }

    [Fact]
    public async Task A_thousand_slow_connections_keep_nobody_out_and_are_closed()
    {
        await using var served = await ServedRuns.StartAsync(store.Runs);
        var sockets = new List<Socket>();
        for (var count = 0; count < 1_000; count++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, served.Address.Port);
            await socket.SendAsync("GET /api/experiments HTTP/1.1\r\nHost: local"u8.ToArray());
            sockets.Add(socket);
        }

        Assert.Single((await served.JsonAsync("/api/experiments"))["items"]!.AsArray());

        foreach (var socket in sockets)
        {
            var buffer = new byte[1024];
            while (await socket.ReceiveAsync(buffer) > 0)
            {
                Assert.StartsWith("HTTP/1.1 408", Encoding.ASCII.GetString(buffer), StringComparison.Ordinal);
            }

            socket.Dispose();
        }
    }

    private static ServeOptions WithToken(ServeOptions options) => options with { Token = AccessToken.Read(null, Token) };

    private static async Task<HttpResponseMessage> SendAsync(
        ServedRuns served, HttpMethod method, string path, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = method == HttpMethod.Post ? new StringContent("{}", Encoding.UTF8, "application/json") : null;
        foreach (var (name, value) in headers.Where(header => header.Value is not null))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await served.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task<HttpResponseMessage> LoginAsync(ServedRuns served, string token)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["token"] = token });
        return await served.Client.PostAsync("/login", form);
    }

    private static async Task<string> RawAsync(ServedRuns served, string request, string from = "127.0.0.1")
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Loopback, served.Address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));
        var buffer = new byte[4096];
        var length = await socket.ReceiveAsync(buffer);
        return Encoding.ASCII.GetString(buffer, 0, length);
    }

    private async Task<string> StateAsync()
    {
        await using var log = EventLogs.Open(Path.Combine(store.Runs, "events.db"));
        return string.Join('\n', (await log.ListStreamsAsync()).Select(head => $"{head.Stream} {head.Version} {Convert.ToHexString(head.Hash.Span)}"));
    }

    private sealed class Endless : HttpContent
    {
        public Endless() => Headers.ContentType = new MediaTypeHeaderValue("application/json");

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var part = Encoding.ASCII.GetBytes(new string(' ', 1 << 16));
            for (var sent = 0; sent < 100 << 20; sent += part.Length)
            {
                await stream.WriteAsync(part);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
