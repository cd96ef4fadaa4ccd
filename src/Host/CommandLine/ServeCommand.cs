using System.CommandLine;
using LmmCl.Host.Composition;
using LmmCl.Host.Service;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl serve</c>: runs queued experiments, and serves their API, page and metrics.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port")
        {
            Description = "Port to listen on; 0 chooses a free one.",
            DefaultValueFactory = _ => ServeOptions.DefaultPort,
        };
        var (runs, store) = HostSettings.CommandLine();
        var plugins = HostSettings.PluginsOption();
        var timeout = PluginTimeoutOption.Create();
        var slots = SlotsOption.Create();
        var command = new Command("serve", "Run queued experiments; serve the API, the live page and the metrics.")
        {
            port, slots, runs, store, plugins, timeout,
        };
        var access = new AccessOptions();
        access.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var serve = access.Parse(parsed, parsed.GetValue(port));
            var options = HostSettings.From(
                parsed.GetValue(runs)!, parsed.GetValue(store), parsed.GetValue(plugins), parsed.GetValue(timeout)) with
            {
                Slots = SlotsOption.Parse(parsed.GetValue(slots)),
            };
            await using var service = ServiceApplication.Build(options, serve);
            await service.StartAsync(ct);
            var addresses = service.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
            Console.WriteLine($"Serving {options.Runs} on {string.Join(", ", addresses)}. Stop with Ctrl-C.");
            await service.WaitForShutdownAsync(ct);
            return 0;
        });
        return command;
    }
}
