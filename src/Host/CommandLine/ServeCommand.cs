using System.CommandLine;
using LmmCl.Host.Composition;
using LmmCl.Host.Service;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl serve</c>: runs queued experiments, and serves their API, page and metrics.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var port = new Option<int?>("--port")
        {
            Description = $"Port to listen on, by default {ServeOptions.DefaultPort}; 0 chooses a free one.",
        };
        var queue = new Option<string?>("--queue")
        {
            Description = "Name of the queue; services that share a PostgreSQL store need different ones.",
        };
        var (runs, store) = HostSettings.CommandLine();
        var plugins = HostSettings.PluginsOption();
        var timeout = PluginTimeoutOption.Create();
        var artifacts = ArtifactsOption.Create();
        var slots = SlotsOption.Create();
        var command = new Command("serve", "Run queued experiments; serve the API, the live page and the metrics.")
        {
            port, slots, queue, runs, store, artifacts, plugins, timeout,
        };
        var access = new AccessOptions();
        access.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var settings = ServiceSettings.Read(parsed.GetValue(runs)!);
            var options = HostSettings.From(
                parsed.GetValue(runs)!,
                parsed.GetValue(store) ?? settings["store"],
                parsed.GetValue(plugins),
                parsed.GetValue(timeout) ?? settings["plugin_timeout"]) with
            {
                Slots = SlotsOption.Parse(parsed.GetValue(slots) ?? settings["slots"]),
                Artifacts = ArtifactsOption.Parse(parsed.GetValue(artifacts) ?? settings["artifacts"], parsed.GetValue(runs)!),
            };
            var serve = access.Parse(parsed, parsed.GetValue(port) ?? ServiceSettings.Port(settings["port"]));
            await RunningService.RunAsync(options, serve, settings.Queue(parsed.GetValue(queue)), access.TokenFile(parsed), Say, ct);
            Console.WriteLine("Stopped.");
            return 0;

            void Say(string address) => Console.WriteLine($"Serving {options.Runs} on {address}. Stop with Ctrl-C.");
        });
        return command;
    }
}
