using System.CommandLine;
using LmmCl.Host.Plugins;
using LmmCl.Host.Services;
using Spectre.Console;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl plugins list</c>: the methods that were found, and what is wrong with those that cannot be used.</summary>
internal static class PluginsCommand
{
    public static Command Create()
    {
        var plugins = HostOptions.PluginsOption();
        var list = new Command("list", "List the method plugins with their status and its reason.") { plugins };
        list.SetAction(parsed =>
        {
            var table = new Table().Border(TableBorder.Rounded).AddColumns("id", "version", "contract", "status", "reason");
            foreach (var entry in PluginCatalogue.Open(parsed.GetValue(plugins)).Entries)
            {
                table.AddRow(
                    Markup.Escape(entry.Id), $"{entry.Manifest?.Version}", Markup.Escape(entry.Manifest?.Contract ?? ""), $"{entry.Status}", Markup.Escape(entry.Reason));
            }

            AnsiConsole.Write(table);
        });
        return new Command("plugins", "The method plugins.") { list };
    }
}
