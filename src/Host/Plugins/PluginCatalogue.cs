using LmmCl.Abstractions;
using LmmCl.Abstractions.Events;

namespace LmmCl.Host.Plugins;

/// <summary>
/// The plugins found below a folder, one folder each, checked without loading any code: manifest, contract range, hashes of the files.
/// One bad plugin is one entry with a reason; it never stops the others.
/// </summary>
public sealed class PluginCatalogue
{
    private readonly PluginStatusFile statuses;
    private readonly string root;

    /// <param name="root">Folder of plugin folders; one that does not exist holds none.</param>
    /// <param name="statusFile">Where statuses are kept between runs.</param>
    public PluginCatalogue(string root, string statusFile)
    {
        this.root = root;
        statuses = new PluginStatusFile(statusFile);
        Entries = Find();
    }

    /// <summary>Where a built host has its plugins: beside the program.</summary>
    public static string DefaultFolder => Path.Combine(AppContext.BaseDirectory, "plugins");

    /// <summary>In the order of the folders' names.</summary>
    public IReadOnlyList<PluginEntry> Entries { get; private set; }

    /// <summary>Switches a plugin off until it is enabled again.</summary>
    /// <exception cref="InputException">There is no such plugin.</exception>
    public void Disable(string id, string reason) => Remember(Known(id), PluginStatus.Disabled, reason);

    /// <summary>Forgets what was remembered against a plugin and checks it anew.</summary>
    /// <exception cref="InputException">There is no such plugin.</exception>
    public void Enable(string id)
    {
        statuses.Set(Known(id).Id, null);
        Entries = Find();
    }

    /// <summary>The entry of an id.</summary>
    /// <exception cref="InputException">There is none; near matches are offered.</exception>
    public PluginEntry Known(string id) =>
        Entries.Where(entry => entry.Id == id).MinBy(entry => entry.Status)
        ?? throw new InputException(
            $"method '{id}'",
            Entries.Count == 0 ? $"there is no plugin in {root}." : "there is no such method.",
            Entries.Count == 0 ? "Build the solution first." : NearMatches.Suggest(id, Entries.Select(entry => entry.Id)));

    internal void Malfunctioned(PluginEntry entry, string reason) => Remember(entry, PluginStatus.Malfunctioned, reason);

    private void Remember(PluginEntry entry, PluginStatus status, string reason)
    {
        statuses.Set(entry.Id, new RememberedStatus(status, reason, entry.Manifest?.FilesHash.Hex));
        Entries = Find();
    }

    private List<PluginEntry> Find()
    {
        var remembered = statuses.Read();
        var found = new List<PluginEntry>();
        foreach (var folder in Directory.Exists(root) ? Directory.GetDirectories(root).Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
        {
            var entry = Check(folder, remembered);
            var twin = entry.Manifest is null ? null : found.Find(other => other.Id == entry.Id && other.Manifest is not null);
            found.Add(twin is null ? entry : entry with { Status = PluginStatus.Malfunctioned, Reason = $"{twin.Folder} has the same id." });
        }

        return found;
    }

    private static PluginEntry Check(string folder, Dictionary<string, RememberedStatus> remembered)
    {
        PluginManifest? manifest = null;
        try
        {
            manifest = PluginManifest.Read(folder);
            CheckFiles(folder, manifest);
        }
        catch (Exception error) when (error is InputException or IOException or UnauthorizedAccessException)
        {
            return new PluginEntry(manifest?.Id ?? Path.GetFileName(folder), folder, manifest, PluginStatus.Malfunctioned, error.Message);
        }

        var contract = MethodContract.Version;
        if (contract < manifest.ContractMin || contract >= manifest.ContractMax)
        {
            return new PluginEntry(manifest.Id, folder, manifest, PluginStatus.NotSupported, $"it runs with contract {manifest.Contract}, this is {contract}.");
        }

        var memory = remembered.GetValueOrDefault(manifest.Id);
        return memory is { Status: PluginStatus.Disabled } || (memory is not null && memory.Files == manifest.FilesHash.Hex)
            ? new PluginEntry(manifest.Id, folder, manifest, memory.Status, memory.Reason)
            : new PluginEntry(manifest.Id, folder, manifest, PluginStatus.Active, "");
    }

    private static void CheckFiles(string folder, PluginManifest manifest)
    {
        var unlisted = Directory.GetFiles(folder)
            .FirstOrDefault(path => Path.GetFileName(path) is var name && name != PluginManifest.FileName && !manifest.Files.ContainsKey(name));
        if (unlisted is not null)
        {
            throw new InputException(unlisted, $"the file is not listed in {PluginManifest.FileName}.", "Remove it, or build the plugin again.");
        }

        foreach (var (name, expected) in manifest.Files)
        {
            var path = Path.Combine(folder, name);
            if (!File.Exists(path))
            {
                throw new InputException(path, $"the file is listed in {PluginManifest.FileName} but missing.");
            }

            if (ContentHash.OfFile(path) is var found && found != expected)
            {
                throw new InputException(
                    path,
                    $"its SHA-256 begins with {found.Short}, {PluginManifest.FileName} says {expected.Short}.",
                    "The file was changed after the build.");
            }
        }
    }
}
