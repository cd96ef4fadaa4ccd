using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Plugins.Checks;

namespace LmmCl.Plugins.Manifests;

/// <summary>Reads <c>plugin.json</c>. Any bytes give either a manifest or an <see cref="InputException"/>.</summary>
internal static class ManifestReader
{
    /// <summary>Maximum size of a manifest in bytes.</summary>
    public const int Largest = 1 << 20;

    private static readonly string[] fields = ["id", "version", "assembly", "contract", "capabilities", "files"];

    private static readonly JsonDocumentOptions strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>Reads the manifest of a folder.</summary>
    public static PluginManifest Read(string folder)
    {
        var file = new FileInfo(Path.Combine(folder, PluginManifest.FileName));
        if (!file.Exists)
        {
            throw new InputException(
                folder, $"the plugin has no {PluginManifest.FileName}.", "Build it with the plugin targets, or copy its whole folder.");
        }

        if (file.LinkTarget is not null)
        {
            throw new InputException(file.FullName, "it is a link.", "Copy the file itself.");
        }

        // A special file has length 0 as well and is not opened: reading a pipe would block.
        return file.Length switch
        {
            0 => throw new InputException(file.FullName, "it is empty."),
            > Largest => throw new InputException(file.FullName, $"it has {file.Length:N0} bytes; no manifest has more than {Largest:N0}."),
            _ => Parse(file.FullName, File.ReadAllBytes(file.FullName)),
        };
    }

    /// <summary>Parses a manifest; <paramref name="path"/> is used in errors only.</summary>
    public static PluginManifest Parse(string path, ReadOnlyMemory<byte> content)
    {
        try
        {
            var text = content.Span.StartsWith("\uFEFF"u8) ? content[3..] : content;
            using var json = JsonDocument.Parse(text, strict);
            return Parse(path, json.RootElement, ContentHash.Of(content.Span));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Half a surrogate pair in a string throws InvalidOperationException.
            throw new InputException(path, $"it is not JSON ({Printable.Text(error.Message)}).", inner: error);
        }
    }

    private static PluginManifest Parse(string path, JsonElement root, ContentHash seal)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new InputException(path, "it must be a JSON object.");
        }

        var contract = Field(path, root, "contract", JsonValueKind.Object);
        RefuseOthers(path, root, fields);
        RefuseOthers($"{path}: contract", contract, ["min", "max"]);
        var manifest = new PluginManifest(
            Id(path, root),
            VersionOf(path, root, "version"),
            AssemblyOf(path, root),
            ContractVersion($"{path}: contract", contract, "min"),
            ContractVersion($"{path}: contract", contract, "max"),
            CapabilitiesOf(path, root),
            FilesOf($"{path}: files", Field(path, root, "files", JsonValueKind.Object)),
            seal);
        if (manifest.ContractMin >= manifest.ContractMax)
        {
            throw new InputException($"{path}: contract", $"the range {manifest.Contract} is empty.");
        }

        return manifest.Files.ContainsKey(manifest.Assembly)
            ? manifest
            : throw new InputException(
                $"{path}: files",
                $"there is no hash of the assembly '{manifest.Assembly}'.",
                "Build the plugin: the build writes the hashes.");
    }

    private static void RefuseOthers(string path, JsonElement owner, string[] known)
    {
        foreach (var name in owner.EnumerateObject().Select(field => field.Name).Where(name => !known.Contains(name)))
        {
            throw new InputException(
                $"{path}: {Printable.Text(name)}", "there is no such field.", NearMatches.Suggest(Printable.Text(name), known));
        }
    }

    private static JsonElement Field(string path, JsonElement owner, string name, JsonValueKind kind)
    {
        if (!owner.TryGetProperty(name, out var value))
        {
            throw new InputException($"{path}: {name}", "the field is missing.");
        }

        return value.ValueKind == kind
            ? value
            : throw new InputException($"{path}: {name}", $"must be {Kind(kind)}, it is {Kind(value.ValueKind)}.");
    }

    private static string Kind(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string Id(string path, JsonElement root)
    {
        var id = Field(path, root, "id", JsonValueKind.String).GetString()!;
        return PluginPaths.IsName(id)
            ? id
            : throw new InputException(
                $"{path}: id",
                $"'{Printable.Text(id)}' is not a name.",
                "Up to 64 letters, digits, '.', '_' and '-'; the first is a letter or digit.");
    }

    private static string AssemblyOf(string path, JsonElement root)
    {
        var name = Field(path, root, "assembly", JsonValueKind.String).GetString()!;
        return PluginPaths.Problem(name) is null && !name.Contains('/') && name.EndsWith(".dll", StringComparison.Ordinal)
            ? name
            : throw new InputException($"{path}: assembly", $"'{Printable.Text(name)}' is not a plain name that ends with .dll.");
    }

    private static Version VersionOf(string path, JsonElement owner, string name)
    {
        var text = Field(path, owner, name, JsonValueKind.String).GetString()!;
        return Version.TryParse(text, out var version)
            ? version
            : throw new InputException($"{path}: {name}", $"'{Printable.Text(text)}' is not a version such as 1.0.");
    }

    /// <summary>A contract version is major.minor. <see cref="Version"/> orders 1.0.0 after 1.0, although they mean the same.</summary>
    private static Version ContractVersion(string path, JsonElement contract, string name)
    {
        var version = VersionOf(path, contract, name);
        return version is { Build: <= 0, Revision: <= 0 }
            ? new Version(version.Major, version.Minor)
            : throw new InputException($"{path}: {name}", $"'{version}' has more parts than a contract's version, such as 1.0.");
    }

    private static MethodCapabilities CapabilitiesOf(string path, JsonElement root)
    {
        var known = Enum.GetNames<MethodCapabilities>();
        var declared = MethodCapabilities.None;
        foreach (var item in Field(path, root, "capabilities", JsonValueKind.Array).EnumerateArray())
        {
            var name = item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText();
            declared |= known.Contains(name)
                ? Enum.Parse<MethodCapabilities>(name)
                : throw new InputException(
                    $"{path}: capabilities", $"'{Printable.Text(name)}' is unknown.", NearMatches.Suggest(Printable.Text(name), known));
        }

        return declared;
    }

    private static Dictionary<string, ContentHash> FilesOf(string path, JsonElement files)
    {
        var hashes = new Dictionary<string, ContentHash>(StringComparer.Ordinal);
        foreach (var file in files.EnumerateObject())
        {
            if (PluginPaths.Problem(file.Name) is { } problem)
            {
                throw new InputException($"{path}.{Printable.Text(file.Name)}", problem);
            }

            hashes.Add(file.Name, Hash($"{path}.{file.Name}", file.Value));
        }

        return hashes.Count <= PluginFiles.Most
            ? hashes
            : throw new InputException(path, $"{hashes.Count:N0} files; a plugin has at most {PluginFiles.Most:N0}.");
    }

    private static ContentHash Hash(string path, JsonElement value)
    {
        try
        {
            return new ContentHash(value.ValueKind == JsonValueKind.String ? value.GetString()! : "");
        }
        catch (FormatException error)
        {
            throw new InputException(path, Printable.Text(error.Message), inner: error);
        }
    }
}
