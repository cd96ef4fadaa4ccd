using System.Net.Http.Json;
using LmmCl.Host.Api.Live;
using LmmCl.Host.Composition;
using LmmCl.Host.Service;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Page.Tests.Browsing;

/// <summary>The service over a folder of runs, on a free port of this machine.</summary>
internal sealed class ServedPage : IAsyncDisposable
{
    private readonly WebApplication service;

    private ServedPage(WebApplication service)
    {
        this.service = service;
        Address = service.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(Address) };
    }

    public string Address { get; }

    public HttpClient Client { get; }

    /// <summary>Number of pages and others that follow events.</summary>
    public int Readers => service.Services.GetRequiredService<EventHub>().Readers;

    public static async Task<ServedPage> StartAsync(string runs)
    {
        var service = ServiceApplication.Build(
            HostSettings.From(runs, null), new ServeOptions(ServeOptions.Loopback, 0), new QueueSettings(QueueSettings.DefaultQueue, []));
        await service.StartAsync();
        return new ServedPage(service);
    }

    /// <summary>Queues an experiment's file.</summary>
    public async Task SubmitAsync(string file)
    {
        using var answer = await Client.PostAsJsonAsync("/api/queue", new { file });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await service.StopAsync();
        await service.DisposeAsync();
    }
}
