using System.CommandLine;
using LmmCl.Host.Composition;
using LmmCl.Plugins;
using LmmCl.Plugins.Manifests;
using LmmCl.Plugins.Probing;

namespace LmmCl.Host.CommandLine.PluginCommands;

/// <summary><c>lmmcl plugins check</c>: lists the problems of all plugins, of one, or of a folder that is not installed yet.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var subject = new Argument<string?>("plugin")
        {
            Description = "An id or a plugin's folder; without it, every plugin.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var load = new Option<bool>("--load")
        {
            Description = "Also run the plugin's code, in a process of its own, and say what the method is.",
        };
        var plugins = HostSettings.PluginsOption();
        var command = new Command("check", "Say what is wrong with plugins; nothing of them is loaded.") { subject, load, plugins };
        command.SetAction(async (parsed, ct) =>
        {
            var catalogue = PluginCatalogue.Open(parsed.GetValue(plugins));
            var findings = 0;
            foreach (var (entry, isInstalled) in Chosen(catalogue, parsed.GetValue(subject)))
            {
                findings += await CheckAsync(entry, isInstalled, parsed.GetValue(load), ct) ? 0 : 1;
            }

            return findings == 0 ? 0 : CommandFailure.WrongInput;
        });
        return command;
    }

    private static IEnumerable<(PluginEntry Entry, bool IsInstalled)> Chosen(PluginCatalogue catalogue, string? subject)
    {
        if (subject is null)
        {
            return catalogue.Entries.Select(entry => (entry, true));
        }

        var known = catalogue.Entries.Where(entry => entry.Id == subject).ToList();
        if (known.Count == 0 && Directory.Exists(subject))
        {
            return [(catalogue.Check(Path.GetFullPath(subject)), false)];
        }

        return known.Count > 0 ? known.Select(entry => (entry, true)) : [(catalogue.Known(subject), true)];
    }

    /// <summary>
    /// True if there is no problem. A folder that is not installed need not be trusted, and a plugin that the user disabled is not a
    /// problem.
    /// </summary>
    private static async Task<bool> CheckAsync(PluginEntry entry, bool isInstalled, bool load, CancellationToken ct)
    {
        var inOrder = entry.Status is PluginStatus.Active or PluginStatus.Disabled
            || (entry.Status == PluginStatus.Untrusted && !isInstalled);
        Console.WriteLine(inOrder ? InOrder(entry) : PluginText.Status(entry));
        if (!load || !inOrder || entry.Manifest is not { } manifest)
        {
            return inOrder;
        }

        try
        {
            DescriptionText.Write(Console.Out, await PluginProbe.DescribeAsync(entry.Folder, manifest, ct));
            return true;
        }
        catch (PluginProbeException error)
        {
            Console.WriteLine($"{manifest.Id}: {error.Message}");
            return false;
        }
    }

    private static string InOrder(PluginEntry entry)
    {
        var manifest = entry.Manifest!;
        var trust = entry.Status == PluginStatus.Active
            ? (entry.IsShipped ? "as shipped" : "trusted")
            : $"{entry.Status}".ToLowerInvariant();
        return $"{manifest.Id} {manifest.Version}: contract {manifest.Contract}, {PluginText.Files(manifest)} as listed, {trust}.";
    }
}
