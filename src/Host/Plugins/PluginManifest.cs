using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Abstractions.Events;

namespace LmmCl.Host.Plugins;

/// <summary>What <c>plugin.json</c> says; read before any code of the plugin is loaded.</summary>
/// <param name="Id">The method's id, unique among plugins.</param>
/// <param name="Version">The method's version.</param>
/// <param name="Assembly">File name of its assembly.</param>
/// <param name="ContractMin">Lowest contract version that it runs with.</param>
/// <param name="ContractMax">First contract version that it does not run with.</param>
/// <param name="Capabilities">What it declares; must be what the method describes.</param>
/// <param name="Files">SHA-256 of each file of its folder but the manifest.</param>
public sealed record PluginManifest(
    string Id,
    Version Version,
    string Assembly,
    Version ContractMin,
    Version ContractMax,
    MethodCapabilities Capabilities,
    IReadOnlyDictionary<string, ContentHash> Files)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "plugin.json";

    private static readonly string[] fields = ["id", "version", "assembly", "contract", "capabilities", "files"];

    /// <summary>The contract range as it is written in records.</summary>
    public string Contract => $"[{ContractMin}, {ContractMax})";

    /// <summary>Hash over the files' names and hashes.</summary>
    public ContentHash FilesHash =>
        ContentHash.Of(string.Concat(Files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Key} {file.Value}\n")));

    /// <summary>Reads the manifest of <paramref name="folder"/>.</summary>
    /// <exception cref="InputException">It is missing, no JSON, or a field is missing, unknown or of the wrong form.</exception>
    public static PluginManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new InputException(folder, $"the plugin has no {FileName}.", "Build it with the plugin targets, or copy its whole folder.");
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return Parse(path, json.RootElement);
        }
        catch (JsonException error)
        {
            throw new InputException(path, $"it is not JSON ({error.Message}).", inner: error);
        }
    }

    private static PluginManifest Parse(string path, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new InputException(path, "it must be a JSON object.");
        }

        if (root.EnumerateObject().FirstOrDefault(field => !fields.Contains(field.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
        {
            throw new InputException($"{path}: {unknown.Name}", "there is no such field.", NearMatches.Suggest(unknown.Name, fields));
        }

        var contract = Field(path, root, "contract", JsonValueKind.Object);
        var manifest = new PluginManifest(
            Text(path, root, "id"),
            VersionOf(path, root, "version"),
            Text(path, root, "assembly"),
            VersionOf(path, contract, "min"),
            VersionOf(path, contract, "max"),
            CapabilitiesOf(path, root),
            Field(path, root, "files", JsonValueKind.Object).EnumerateObject().ToDictionary(file => file.Name, file => Hash(path, file)));
        if (manifest.ContractMin >= manifest.ContractMax)
        {
            throw new InputException($"{path}: contract", $"the range {manifest.Contract} is empty.");
        }

        return manifest.Files.ContainsKey(manifest.Assembly)
            ? manifest
            : throw new InputException($"{path}: files", $"there is no hash of the assembly '{manifest.Assembly}'.", "Build the plugin: the build writes the hashes.");
    }

    private static JsonElement Field(string path, JsonElement owner, string name, JsonValueKind kind)
    {
        if (!owner.TryGetProperty(name, out var value))
        {
            throw new InputException($"{path}: {name}", "the field is missing.");
        }

        return value.ValueKind == kind ? value : throw new InputException($"{path}: {name}", $"must be {Kind(kind)}, it is {Kind(value.ValueKind)}.");
    }

    private static string Kind(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string Text(string path, JsonElement owner, string name)
    {
        var text = Field(path, owner, name, JsonValueKind.String).GetString()!;
        var isFileName = text.Length > 0 && text == Path.GetFileName(text);
        return isFileName ? text : throw new InputException($"{path}: {name}", $"'{text}' is not a plain name.");
    }

    private static Version VersionOf(string path, JsonElement owner, string name)
    {
        var text = Field(path, owner, name, JsonValueKind.String).GetString();
        return Version.TryParse(text, out var version) ? version : throw new InputException($"{path}: {name}", $"'{text}' is not a version such as 1.0.");
    }

    private static MethodCapabilities CapabilitiesOf(string path, JsonElement root)
    {
        var declared = MethodCapabilities.None;
        foreach (var item in Field(path, root, "capabilities", JsonValueKind.Array).EnumerateArray())
        {
            var name = item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText();
            declared |= Enum.TryParse<MethodCapabilities>(name, out var capability) && Enum.IsDefined(capability)
                ? capability
                : throw new InputException($"{path}: capabilities", $"'{name}' is unknown.", NearMatches.Suggest(name, Enum.GetNames<MethodCapabilities>()));
        }

        return declared;
    }

    private static ContentHash Hash(string path, JsonProperty file)
    {
        try
        {
            return new ContentHash(file.Value.ValueKind == JsonValueKind.String ? file.Value.GetString()! : "");
        }
        catch (FormatException error)
        {
            throw new InputException($"{path}: files.{file.Name}", error.Message, inner: error);
        }
    }
}
