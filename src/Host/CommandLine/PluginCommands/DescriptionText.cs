using LmmCl.Plugins.Probing;

namespace LmmCl.Host.CommandLine.PluginCommands;

/// <summary>Prints a loaded method's description of itself.</summary>
internal static class DescriptionText
{
    public static void Write(TextWriter output, PluginDescription described)
    {
        output.WriteLine($"  capabilities  {(described.Capabilities.Count == 0 ? "none" : string.Join(", ", described.Capabilities))}");
        output.WriteLine($"  citation      {described.Citation}");
        output.WriteLine(described.Settings.Count == 0 ? "  settings      none" : "  settings");
        var width = described.Settings.Select(setting => setting.Name.Length).DefaultIfEmpty().Max();
        foreach (var setting in described.Settings)
        {
            output.WriteLine(
                $"    {setting.Name.PadRight(width)}  {setting.Kind}{(setting.Default is null ? "" : $", default {setting.Default}")}");
        }
    }
}
