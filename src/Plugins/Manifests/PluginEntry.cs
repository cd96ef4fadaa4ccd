using LmmCl.Events;

namespace LmmCl.Plugins.Manifests;

/// <summary>A plugin as it was found.</summary>
/// <param name="Id">From its manifest; the folder's name where there is none to read.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="Manifest">Null where it could not be read.</param>
/// <param name="Status">Whether it can be used.</param>
/// <param name="Reason">Why not; of an active plugin, how its last stage failed, or nothing.</param>
public sealed record PluginEntry(string Id, string Folder, PluginManifest? Manifest, PluginStatus Status, string Reason)
{
    /// <summary>Whether it came with the host, unchanged.</summary>
    public bool IsShipped { get; init; }

    /// <summary>What an experiment records of it.</summary>
    public PluginLoaded ToLoaded() => Manifest is null
        ? throw new InvalidOperationException($"{Id} has no manifest.")
        : new PluginLoaded(Id, Manifest.Version.ToString(), Manifest.Contract, Manifest.FilesHash, [.. Manifest.CapabilityNames]);
}
