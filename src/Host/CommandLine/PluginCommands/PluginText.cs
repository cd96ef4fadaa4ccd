using LmmCl.Plugins.Manifests;

namespace LmmCl.Host.CommandLine.PluginCommands;

/// <summary>Describes a plugin in text.</summary>
internal static class PluginText
{
    public static string Status(PluginEntry entry) =>
        $"{entry.Id} is {entry.Status}{(entry.Reason.Length > 0 ? $": {entry.Reason}" : ".")}";

    public static string Files(PluginManifest manifest) => manifest.Files.Count == 1 ? "1 file" : $"{manifest.Files.Count} files";
}
