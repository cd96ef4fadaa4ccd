using System.Net;
using System.Text.Json.Nodes;
using LmmCl.Host.Composition;
using LmmCl.Host.Service;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Service.Tests.Api;

/// <summary>The service over a folder of runs, on a free port of this machine, asked as any program asks it.</summary>
internal sealed class ServedRuns : IAsyncDisposable
{
    private readonly WebApplication service;

    private ServedRuns(WebApplication service)
    {
        this.service = service;
        var address = service.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = Connect(address);
    }

    public HttpClient Client { get; }

    public Uri Address => Client.BaseAddress!;

    public IServiceProvider Services => service.Services;

    public static Task<ServedRuns> StartAsync(string runs) => StartAsync(runs, options => options);

    public static async Task<ServedRuns> StartAsync(string runs, Func<ServeOptions, ServeOptions> change)
    {
        var options = change(new ServeOptions(ServeOptions.Loopback, 0));
        var service = ServiceApplication.Build(HostSettings.From(runs, null), options, new QueueSettings(QueueSettings.DefaultQueue, []));
        await service.StartAsync();
        return new ServedRuns(service);
    }

    /// <summary>A client that follows no redirections and keeps no cookies.</summary>
    public static HttpClient Connect(string address) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = new Uri(address) };

    /// <summary>The text of a successful answer.</summary>
    public async Task<string> TextAsync(string path)
    {
        using var response = await Client.GetAsync(path);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return text;
    }

    public async Task<JsonNode> JsonAsync(string path) => JsonNode.Parse(await TextAsync(path))!;

    /// <summary>Checks that a path is answered with a problem, and returns it.</summary>
    public async Task<JsonNode> ProblemAsync(string path, HttpStatusCode status)
    {
        using var response = await Client.GetAsync(path);
        return await ProblemAsync(response, status);
    }

    public static async Task<JsonNode> ProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!;
        Assert.Equal((int)status, (int)problem["status"]!);
        Assert.NotEqual("", (string?)problem["detail"]);
        return problem;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await service.StopAsync();
        await service.DisposeAsync();
    }
}
