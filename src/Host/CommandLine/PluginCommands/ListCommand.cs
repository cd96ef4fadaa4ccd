using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using LmmCl.Host.Composition;
using LmmCl.Plugins;
using LmmCl.Plugins.Manifests;
using LmmCl.Reports.Formats;
using Spectre.Console;

namespace LmmCl.Host.CommandLine.PluginCommands;

/// <summary><c>lmmcl plugins list</c>: lists the methods found, with the problems of those that cannot be used.</summary>
internal static class ListCommand
{
    private const int Wide = 200;

    private static readonly JsonSerializerOptions readable = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create()
    {
        var format = new Option<ListFormat>("--format") { Description = "table or json.", DefaultValueFactory = _ => ListFormat.Table };
        var plugins = HostSettings.PluginsOption();
        var command = new Command("list", "List the method plugins with their status and its reason.") { format, plugins };
        command.SetAction(parsed =>
        {
            var entries = PluginCatalogue.Open(parsed.GetValue(plugins)).Entries;
            if (parsed.GetValue(format) == ListFormat.Json)
            {
                Console.WriteLine(JsonSerializer.Serialize(entries.Select(Described), readable));
            }
            else
            {
                AnsiConsole.Console.AtLeast(Wide).Write(Table(entries));
                WriteReasons(entries);
            }
        });
        return command;
    }

    private static Table Table(IReadOnlyList<PluginEntry> entries)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("id", "version", "contract", "status", "from");
        foreach (var entry in entries)
        {
            table.AddRow(
                Markup.Escape(entry.Id),
                $"{entry.Manifest?.Version}",
                Markup.Escape(entry.Manifest?.Contract ?? ""),
                $"{entry.Status}",
                entry.IsShipped ? "the host" : Markup.Escape(entry.Folder));
        }

        return table;
    }

    /// <summary>Prints the reasons below the table without line breaks: they contain commands and file names to copy.</summary>
    private static void WriteReasons(IEnumerable<PluginEntry> entries)
    {
        foreach (var entry in entries.Where(entry => entry.Reason.Length > 0))
        {
            Console.WriteLine(PluginText.Status(entry));
        }
    }

    private static object Described(PluginEntry entry) => new
    {
        entry.Id,
        Version = entry.Manifest?.Version.ToString(),
        entry.Manifest?.Contract,
        Capabilities = entry.Manifest?.CapabilityNames ?? [],
        Status = entry.Status.ToString(),
        entry.Reason,
        Shipped = entry.IsShipped,
        entry.Folder,
        Manifest = entry.Manifest?.Seal.Hex,
    };
}
