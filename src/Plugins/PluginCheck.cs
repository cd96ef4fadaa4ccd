using LmmCl.Abstractions;
using LmmCl.Plugins.Checks;
using LmmCl.Plugins.Manifests;
using LmmCl.Plugins.Memory;

namespace LmmCl.Plugins;

/// <summary>Determines a plugin's status without loading any of its code.</summary>
internal sealed class PluginCheck
{
    private readonly PluginSearchPath path;
    private readonly IReadOnlyDictionary<string, RememberedPlugin> remembered = new Dictionary<string, RememberedPlugin>();
    private readonly InputException? unreadable;
    private readonly IReadOnlyDictionary<string, string> shipped;

    /// <param name="path">The folders searched.</param>
    /// <param name="memory">The user's decisions about plugins.</param>
    public PluginCheck(PluginSearchPath path, PluginMemory memory)
    {
        (this.path, shipped) = (path, ShippedPlugins.Read(path.Shipped));
        try
        {
            remembered = memory.Read();
        }
        catch (InputException error)
        {
            unreadable = error;
        }
    }

    /// <summary>
    /// The first that applies: unreadable, disabled, files invalid, contract not supported, not trusted, failed to load before. If the
    /// user's decisions cannot be read, no plugin is trusted, since any might be disabled.
    /// </summary>
    public PluginEntry Of(string folder)
    {
        PluginManifest? manifest = null;
        try
        {
            manifest = PluginManifest.Read(folder);
            return Of(folder, manifest);
        }
        catch (Exception error) when (error is InputException or IOException or UnauthorizedAccessException)
        {
            var id = manifest?.Id ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
            return new PluginEntry(Printable.Text(id), folder, manifest, PluginStatus.Malfunctioned, Printable.Text(error.Message));
        }
    }

    private PluginEntry Of(string folder, PluginManifest manifest)
    {
        var memory = remembered.GetValueOrDefault(manifest.Id) ?? new RememberedPlugin();
        var isShipped = path.IsBesideHost(folder) && shipped.GetValueOrDefault(manifest.Id) == manifest.Seal.Hex;
        PluginEntry Entry(PluginStatus status, string reason = "") =>
            new(manifest.Id, folder, manifest, status, Printable.Text(reason)) { IsShipped = isShipped };
        if (unreadable is not null)
        {
            return Entry(PluginStatus.Untrusted, unreadable.Message);
        }

        if (memory.Disabled is { } disabled)
        {
            return Entry(PluginStatus.Disabled, $"{disabled.Reason} (since {disabled.Date()})");
        }

        try
        {
            PluginFiles.Check(folder, manifest);
        }
        catch (InputException error) when (memory.Trusted is { } since)
        {
            return Entry(PluginStatus.Malfunctioned, $"changed since it was trusted on {since.Date()}. {error.Message}");
        }

        if (!manifest.RunsWith(MethodContract.Version))
        {
            return Entry(PluginStatus.NotSupported, $"it runs with contract {manifest.Contract}, this is {MethodContract.Version}.");
        }

        var seal = manifest.Seal.Hex;
        if (!isShipped && memory.Trusted?.Seal != seal)
        {
            return Entry(PluginStatus.Untrusted, Untrusted(folder, manifest.Id, memory.Trusted));
        }

        return memory switch
        {
            { Malfunctioned: { } before } when before.Seal == seal =>
                Entry(PluginStatus.Malfunctioned, $"{before.Reason} (on {before.Date()})"),
            { LastFailure: { } last } when last.Seal == seal =>
                Entry(PluginStatus.Active, $"its last stage failed on {last.Date()}: {last.Reason}"),
            _ => Entry(PluginStatus.Active),
        };
    }

    private string Untrusted(string folder, string id, RememberedFact? trusted)
    {
        var command = $"lmmcl plugins trust {id}{path.OptionFor(folder)}";
        if (trusted is not null)
        {
            return $"changed since it was trusted on {trusted.Date()}; if you know why: {command}";
        }

        return path.IsBesideHost(folder) && shipped.ContainsKey(id)
            ? $"changed since it was shipped with the host; build or install again, or: {command}"
            : $"not trusted yet; if you know where it comes from: {command}";
    }
}
