using LmmCl.Events;

namespace LmmCl.Plugins.Manifests;

/// <summary>A plugin and the result of checking it.</summary>
/// <param name="Id">Id from the manifest; the folder's name if the manifest cannot be read.</param>
/// <param name="Folder">The plugin's folder.</param>
/// <param name="Manifest">The manifest; null if it cannot be read.</param>
/// <param name="Status">The status, which decides if it can be used.</param>
/// <param name="Reason">The reason for the status; for an active plugin, how its last stage failed, if it did.</param>
public sealed record PluginEntry(string Id, string Folder, PluginManifest? Manifest, PluginStatus Status, string Reason)
{
    /// <summary>True if it came with the host and is unchanged.</summary>
    public bool IsShipped { get; init; }

    /// <summary>The record of the plugin in an experiment.</summary>
    public PluginLoaded ToLoaded() => Manifest is null
        ? throw new InvalidOperationException($"{Id} has no manifest.")
        : new PluginLoaded(Id, Manifest.Version.ToString(), Manifest.Contract, Manifest.FilesHash, [.. Manifest.CapabilityNames]);
}
