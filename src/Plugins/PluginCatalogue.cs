using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Plugins.Checks;
using LmmCl.Plugins.Manifests;
using LmmCl.Plugins.Memory;

namespace LmmCl.Plugins;

/// <summary>
/// The plugins that are found, each checked without loading any code: manifest, hashes of the files, contract range, trust.
/// One bad plugin is one entry with a reason; it never stops the others.
/// </summary>
public sealed class PluginCatalogue
{
    private readonly PluginMemory memory;
    private readonly Lock remembering = new();

    /// <param name="path">Where to look; a folder that does not exist holds none.</param>
    /// <param name="memoryFile">Where trust and statuses are kept.</param>
    public PluginCatalogue(PluginSearchPath path, string memoryFile)
    {
        (Path, MemoryFile) = (path, memoryFile);
        memory = new PluginMemory(memoryFile);
        Entries = Find();
    }

    /// <summary>Where a built host has its plugins: beside the program.</summary>
    public static string DefaultFolder => System.IO.Path.Combine(AppContext.BaseDirectory, "plugins");

    /// <summary>Where the user's trust and statuses are kept, unless somebody says otherwise.</summary>
    public static string DefaultMemory => System.IO.Path.Combine(UserSettings.Folder, "plugins.json");

    /// <summary>Where it looks.</summary>
    public PluginSearchPath Path { get; }

    /// <summary>Where it keeps trust and statuses.</summary>
    public string MemoryFile { get; }

    /// <summary>Shipped ones first, then in the order of the folders' names.</summary>
    public IReadOnlyList<PluginEntry> Entries { get; private set; }

    /// <summary>The plugins of this installation and of its user.</summary>
    /// <param name="named">More folders, as <see cref="PluginSearchPath.Of"/> takes them.</param>
    /// <exception cref="InputException">A named folder does not exist.</exception>
    public static PluginCatalogue Open(IReadOnlyList<string>? named = null) =>
        new(PluginSearchPath.Of(named), DefaultMemory);

    /// <summary>Checks a plugin's folder wherever it lies.</summary>
    public PluginEntry Check(string folder) => new PluginCheck(Path, memory).Of(folder);

    /// <summary>Switches a plugin off until it is enabled again.</summary>
    /// <exception cref="InputException">There is no such plugin.</exception>
    public void Disable(string id, string reason) => Remember(Known(id), plugin => plugin with { Disabled = Fact(Known(id), reason) });

    /// <summary>Forgets what was remembered against a plugin and checks it anew.</summary>
    /// <exception cref="InputException">There is no such plugin.</exception>
    public void Enable(string id) =>
        Remember(Known(id), plugin => plugin with { Disabled = null, Malfunctioned = null, LastFailure = null });

    /// <summary>Lets a plugin's code run here as long as none of its files changes.</summary>
    /// <exception cref="InputException">
    /// There is no such plugin or more than one, its folder is not in order, or it needs no trust.
    /// </exception>
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

    /// <summary>Takes trust back.</summary>
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

    /// <summary>The entry of an id; of several the most usable.</summary>
    /// <exception cref="InputException">There is none; near matches are offered.</exception>
    public PluginEntry Known(string id) =>
        Entries.Where(entry => entry.Id == id).MinBy(entry => entry.Status)
        ?? throw new InputException(
            $"method '{id}'",
            Entries.Count == 0 ? $"there is no plugin in {Path.Places}." : "there is no such method.",
            Entries.Count == 0 ? "Build the solution first." : NearMatches.Suggest(id, Entries.Select(entry => entry.Id)));

    /// <summary>Remembers that these files cannot be loaded.</summary>
    internal void Malfunctioned(PluginEntry entry, string reason) =>
        TryRemember(entry, plugin => plugin with { Malfunctioned = Fact(entry, reason) });

    /// <summary>Remembers how a stage that a plugin taught ended; null for a good end. The plugin stays usable.</summary>
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

    /// <summary>What happens during a run is remembered where that is possible; a run does not end for it.</summary>
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
