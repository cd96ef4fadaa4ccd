using System.CommandLine;
using LmmCl.Abstractions;
using LmmCl.Host.Composition;
using LmmCl.Plugins;
using LmmCl.Plugins.Manifests;
using LmmCl.Plugins.Probing;

namespace LmmCl.Host.CommandLine.PluginCommands;

/// <summary><c>lmmcl plugins</c>: lists the methods with their problems, and manages which may run.</summary>
internal static class PluginsCommand
{
    public static Command Create() => new("plugins", "The method plugins: list, check, enable, disable, trust.")
    {
        ListCommand.Create(),
        CheckCommand.Create(),
        Change("enable", "Use a plugin again that was disabled or malfunctioned.", (catalogue, id) => catalogue.Enable(id)),
        Disable(),
        Trust(),
        Change("untrust", "Take the trust in a plugin's files back.", (catalogue, id) => catalogue.Untrust(id)),
        DescribeCommand.Create(),
    };

    private static Command Disable()
    {
        var reason = new Option<string>("--reason")
        {
            Description = "Why; shown wherever the plugin is.",
            DefaultValueFactory = _ => "switched off by the user",
        };
        var command = new Command("disable", "Do not use a plugin until it is enabled again.") { reason };
        return Complete(command, (parsed, catalogue, id) => catalogue.Disable(id, parsed.GetValue(reason)!));
    }

    private static Command Trust() =>
        Change("trust", "Let the code of a plugin run here, with your rights, as long as none of its files changes.", (catalogue, id) =>
        {
            var manifest = catalogue.Trust(id).Manifest!;
            var (files, seal) = (PluginText.Files(manifest), manifest.Seal.Short);
            Console.WriteLine($"Trusted: {manifest.Id} {manifest.Version}, {files}, {PluginManifest.FileName} with the SHA-256 {seal}...");
        });

    private static Command Change(string name, string description, Action<PluginCatalogue, string> change) =>
        Complete(new Command(name, description), (_, catalogue, id) => change(catalogue, id));

    /// <summary>Adds the common parts of these commands: the id, the folders, and the status at the end.</summary>
    private static Command Complete(Command command, Action<ParseResult, PluginCatalogue, string> change)
    {
        var id = new Argument<string>("id") { Description = "The plugin's id, as lmmcl plugins list shows it." };
        var plugins = HostSettings.PluginsOption();
        command.Arguments.Add(id);
        command.Options.Add(plugins);
        command.SetAction(async (parsed, ct) =>
        {
            var catalogue = PluginCatalogue.Open(parsed.GetValue(plugins));
            change(parsed, catalogue, parsed.GetValue(id)!);
            await LoadElsewhereAsync(catalogue, catalogue.Known(parsed.GetValue(id)!), ct);
            var entry = catalogue.Known(parsed.GetValue(id)!);
            Console.WriteLine(PluginText.Status(entry));
            return entry.Status == PluginStatus.Malfunctioned ? CommandFailure.WrongInput : 0;
        });
        return command;
    }

    /// <summary>
    /// Loads newly trusted third-party code in another process first, so that a crash or hang on loading does not affect the host.
    /// </summary>
    private static async Task LoadElsewhereAsync(PluginCatalogue catalogue, PluginEntry entry, CancellationToken ct)
    {
        if (entry.IsShipped || entry.Status != PluginStatus.Active || entry.Manifest is not { } manifest)
        {
            return;
        }

        try
        {
            await PluginProbe.DescribeAsync(entry.Folder, manifest, ct);
        }
        catch (PluginProbeException error) when (!error.IsPluginFault)
        {
            throw new InputException(
                $"plugin '{entry.Id}'",
                $"it could not be tried out now: {error.Message}",
                $"It stays usable. Fix the problem, then run: lmmcl plugins check {entry.Id} --load",
                error);
        }
        catch (PluginProbeException error)
        {
            catalogue.Malfunctioned(entry, error.Message);
        }
    }
}
