using LmmCl.Plugins.Manifests;

namespace LmmCl.Plugins.Checks;

/// <summary>
/// Resolves duplicate plugin ids, never silently: a shipped plugin is kept and the others are refused; without a shipped one, all are.
/// </summary>
internal static class SameIds
{
    public static List<PluginEntry> Refuse(List<PluginEntry> found)
    {
        var folders = found.Where(entry => entry.Manifest is not null).ToLookup(entry => entry.Id);
        return [.. found.Select(entry => Refuse(entry, [.. folders[entry.Id].Where(other => other != entry)]))];
    }

    private static PluginEntry Refuse(PluginEntry entry, List<PluginEntry> twins)
    {
        if (twins.Count == 0 || entry.Manifest is null || entry.IsShipped)
        {
            return entry;
        }

        var reason = twins.Find(twin => twin.IsShipped) is { } shipped
            ? $"the plugin shipped with the host has this id: {shipped.Folder}. Give this one another, or remove it."
            : $"{string.Join(" and ", twins.Select(twin => twin.Folder))} has the same id. Remove one, or give it another id.";
        return entry with { Status = PluginStatus.Malfunctioned, Reason = reason };
    }
}
