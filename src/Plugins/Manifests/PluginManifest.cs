using LmmCl.Abstractions;
using LmmCl.Events;

namespace LmmCl.Plugins.Manifests;

/// <summary>What <c>plugin.json</c> says; read before any code of the plugin is loaded.</summary>
/// <param name="Id">The method's id, unique among plugins.</param>
/// <param name="Version">The method's version.</param>
/// <param name="Assembly">File name of its assembly.</param>
/// <param name="ContractMin">Lowest contract version that it runs with.</param>
/// <param name="ContractMax">First contract version that it does not run with.</param>
/// <param name="Capabilities">What it declares; must be what the method describes.</param>
/// <param name="Files">SHA-256 of each file of its folder but the manifest, by path with <c>/</c> between folders.</param>
/// <param name="Seal">
/// SHA-256 of <c>plugin.json</c> itself. It holds the hashes of all other files, so this one stands for the whole folder.
/// </param>
public sealed record PluginManifest(
    string Id,
    Version Version,
    string Assembly,
    Version ContractMin,
    Version ContractMax,
    MethodCapabilities Capabilities,
    IReadOnlyDictionary<string, ContentHash> Files,
    ContentHash Seal)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "plugin.json";

    /// <summary>The contract range as it is written in records.</summary>
    public string Contract => $"[{ContractMin}, {ContractMax})";

    /// <summary>Hash over the files' names and hashes.</summary>
    public ContentHash FilesHash =>
        ContentHash.Of(string.Concat(Files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Key} {file.Value}\n")));

    /// <summary>Names of what it declares.</summary>
    internal IEnumerable<string> CapabilityNames =>
        from flag in Enum.GetValues<MethodCapabilities>()
        where flag != MethodCapabilities.None && Capabilities.HasFlag(flag)
        select flag.ToString();

    /// <summary>Reads the manifest of <paramref name="folder"/>.</summary>
    /// <exception cref="InputException">It is missing, no JSON, or a field is missing, unknown or of the wrong form.</exception>
    public static PluginManifest Read(string folder) => ManifestReader.Read(folder);

    /// <summary>Whether <paramref name="contract"/> lies in the range [min, max).</summary>
    public bool RunsWith(Version contract) => ContractMin <= contract && contract < ContractMax;
}
