using LmmCl.Abstractions;
using LmmCl.Events;

namespace LmmCl.Plugins.Manifests;

/// <summary>The content of <c>plugin.json</c>; read before any code of the plugin is loaded.</summary>
/// <param name="Id">The method's id, unique among plugins.</param>
/// <param name="Version">The method's version.</param>
/// <param name="Assembly">File name of the assembly.</param>
/// <param name="ContractMin">Lowest contract version supported.</param>
/// <param name="ContractMax">First contract version no longer supported.</param>
/// <param name="Capabilities">Declared capabilities; must match what the method describes.</param>
/// <param name="Files">SHA-256 of every file in the folder except the manifest, by path with <c>/</c> as separator.</param>
/// <param name="Seal">
/// SHA-256 of <c>plugin.json</c> itself. As the manifest holds the hashes of all other files, this hash covers the whole folder.
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
    /// <summary>File name of the manifest.</summary>
    public const string FileName = "plugin.json";

    /// <summary>The contract range as written in records.</summary>
    public string Contract => $"[{ContractMin}, {ContractMax})";

    /// <summary>Hash over the files' names and hashes.</summary>
    public ContentHash FilesHash =>
        ContentHash.Of(string.Concat(Files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Key} {file.Value}\n")));

    /// <summary>Names of the declared capabilities.</summary>
    internal IEnumerable<string> CapabilityNames =>
        from flag in Enum.GetValues<MethodCapabilities>()
        where flag != MethodCapabilities.None && Capabilities.HasFlag(flag)
        select flag.ToString();

    /// <summary>Reads the manifest of <paramref name="folder"/>.</summary>
    /// <exception cref="InputException">The manifest is missing or not JSON, or a field is missing, unknown or malformed.</exception>
    public static PluginManifest Read(string folder) => ManifestReader.Read(folder);

    /// <summary>True if <paramref name="contract"/> is in the range [min, max).</summary>
    public bool RunsWith(Version contract) => ContractMin <= contract && contract < ContractMax;
}
