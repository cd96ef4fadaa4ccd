using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Plugins.Checks;
using LmmCl.Plugins.Manifests;
using LmmCl.Plugins.Memory;

namespace LmmCl.Plugins;

/// <summary>
/// The plugins found, each checked without loading any code: manifest, hashes of the files, contract range, trust. A bad plugin is an entry
/// with a reason and never affects the others.
/// </summary>
public sealed class PluginCatalogue
{
    private readonly PluginMemory memory;
    private readonly Lock remembering = new();

    /// <param name="path">Where to search; a missing folder counts as empty.</param>
    /// <param name="memoryFile">File that keeps trust and statuses.</param>
    public PluginCatalogue(PluginSearchPath path, string memoryFile)
    {
        (Path, MemoryFile) = (path, memoryFile);
        memory = new PluginMemory(memoryFile);
        Entries = Find();
    }

    /// <summary>The plugin folder of an installed host, beside the program.</summary>
    public static string DefaultFolder => System.IO.Path.Combine(AppContext.BaseDirectory, "plugins");

    /// <summary>The default file for the user's trust and statuses.</summary>
    public static string DefaultMemory => System.IO.Path.Combine(UserSettings.Folder, "plugins.json");

    /// <summary>The folders searched.</summary>
    public PluginSearchPath Path { get; }

    /// <summary>File that keeps trust and statuses.</summary>
    public string MemoryFile { get; }

    /// <summary>Shipped plugins first, then by folder name.</summary>
    public IReadOnlyList<PluginEntry> Entries { get; private set; }

    /// <summary>Opens the plugins of this installation and of its user.</summary>
    /// <param name="named">More folders, as <see cref="PluginSearchPath.Of"/> takes them.</param>
    /// <exception cref="InputException">A named folder does not exist.</exception>
    public static PluginCatalogue Open(IReadOnlyList<string>? named = null) =>
        new(PluginSearchPath.Of(named), DefaultMemory);

    /// <summary>Checks a plugin in any folder.</summary>
    public PluginEntry Check(string folder) => new PluginCheck(Path, memory).Of(folder);

    /// <summary>Disables a plugin until it is enabled again.</summary>
    /// <exception cref="InputException">There is no such plugin.</exception>
    public void Disable(string id, string reason) => Remember(Known(id), plugin => plugin with { Disabled = Fact(Known(id), reason) });

    /// <summary>Clears the facts recorded against a plugin and checks it again.</summary>
    /// <exception cref="InputException">There is no such plugin.</exception>
    public void Enable(string id) =>
        Remember(Known(id), plugin => plugin with { Disabled = null, Malfunctioned = null, LastFailure = null });

    /// <summary>Trusts a plugin's code as long as none of its files changes.</summary>
    /// <exception cref="InputException">There is no such plugin or more than one, its folder is invalid, or it needs no trust.</exception>
    public PluginEntry Trust(string id)
    {
        var entry = OnlyOne(id);
        PluginFiles.Check(entry.Folder, PluginManifest.Read(entry.Folder));
        if (entry.IsShipped)
        {
            throw new InputException($"plugin '{id}'", "it came with the host and is trusted as it was shipped.");
        }

        Remember(entry, plugin => plugin with { Trusted = Fact(entry, "trusted by the user") });
        return Known(id);
    }

    /// <summary>Revokes trust.</summary>
    /// <exception cref="InputException">There is no such plugin, or it came with the host.</exception>
    public void Untrust(string id)
    {
        var entry = Known(id);
        if (entry.IsShipped)
        {
            throw new InputException($"plugin '{id}'", "it came with the host.", $"To switch it off: lmmcl plugins disable {id}");
        }

        Remember(entry, plugin => plugin with { Trusted = null });
    }

    /// <summary>The entry with an id; of several, the most usable.</summary>
    /// <exception cref="InputException">There is none; the message suggests similar ids.</exception>
    public PluginEntry Known(string id) =>
        Entries.Where(entry => entry.Id == id).MinBy(entry => entry.Status)
        ?? throw new InputException(
            $"method '{id}'",
            Entries.Count == 0 ? $"there is no plugin in {Path.Places}." : "there is no such method.",
            Entries.Count == 0 ? "Build the solution first." : NearMatches.Suggest(id, Entries.Select(entry => entry.Id)));

    /// <summary>Records that these files cannot be loaded.</summary>
    internal void Malfunctioned(PluginEntry entry, string reason) =>
        TryRemember(entry, plugin => plugin with { Malfunctioned = Fact(entry, reason) });

    /// <summary>Records the result of a stage that a plugin taught; null for success. The plugin stays usable.</summary>
    internal void StageEnded(PluginEntry entry, StageId stage, string? failure)
    {
        if (stage != StageId.Base && (failure is not null || HasFailedBefore(entry)))
        {
            TryRemember(entry, plugin => plugin with { LastFailure = failure is null ? null : Fact(entry, failure) });
        }
    }

    private bool HasFailedBefore(PluginEntry entry)
    {
        try
        {
            return memory.Read().GetValueOrDefault(entry.Id)?.LastFailure is not null;
        }
        catch (InputException)
        {
            return false;
        }
    }

    private static RememberedFact Fact(PluginEntry entry, string reason) =>
        new(entry.Manifest?.Seal.Hex, Printable.Text(reason), DateTimeOffset.UtcNow);

    private PluginEntry OnlyOne(string id)
    {
        var entry = Known(id);
        var folders = Entries.Where(other => other.Id == id).Select(other => other.Folder).ToList();
        return folders.Count == 1
            ? entry
            : throw new InputException(
                $"plugin '{id}'", $"{folders.Count} folders have this id: {string.Join(", ", folders)}.", "Remove all but one.");
    }

    private void Remember(PluginEntry entry, Func<RememberedPlugin, RememberedPlugin> change)
    {
        lock (remembering)
        {
            memory.Change(entry.Id, change);
            Entries = Find();
        }
    }

    /// <summary>Records a fact during a run if possible; a run does not fail because of it.</summary>
    private void TryRemember(PluginEntry entry, Func<RememberedPlugin, RememberedPlugin> change)
    {
        try
        {
            Remember(entry, change);
        }
        catch (InputException)
        {
            lock (remembering)
            {
                Entries = Find();
            }
        }
    }

    private List<PluginEntry> Find()
    {
        var check = new PluginCheck(Path, memory);
        return SameIds.Refuse([.. Path.Folders().Select(check.Of)]);
    }
}
