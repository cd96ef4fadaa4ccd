using System.Security.Cryptography;
using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Modeling.Files;
using LmmCl.Modeling.Hardware;

namespace LmmCl.Modeling.Checkpoints;

/// <summary>A file of a checkpoint folder.</summary>
/// <param name="Name">Path relative to the folder, with forward slashes.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="Sha256">SHA-256 of the contents, in lower-case hexadecimal.</param>
public sealed record ManifestFile(string Name, long Size, string Sha256);

/// <summary>Contents of a finished checkpoint folder. Written last: a folder without a valid manifest is incomplete.</summary>
/// <param name="State">Hash of the model's weights (<see cref="ModelHash"/>) when this checkpoint is applied.</param>
/// <param name="Parent">Hash of the weights of the model that a delta is applied to; null for a full checkpoint.</param>
/// <param name="Files">All other files of the folder.</param>
public sealed record CheckpointManifest(string State, string? Parent, IReadOnlyList<ManifestFile> Files)
{
    /// <summary>Name of the manifest's own file.</summary>
    public const string FileName = "manifest.json";

    private static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Version of the layout.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Lists and hashes the files in <paramref name="folder"/> and writes the manifest, which marks the folder complete.</summary>
    /// <exception cref="InputException">The disk is full, or the folder cannot be written to.</exception>
    public static CheckpointManifest Seal(string folder, string state, string? parent)
    {
        // Methods write their own files without necessarily syncing; every file that a manifest names must be on disk before the manifest.
        DurableFolder.SyncAll(folder);
        var files = FilesOf(folder)
            .OrderBy(item => item.Name, StringComparer.Ordinal)
            .Select(item => new ManifestFile(item.Name, new FileInfo(item.File).Length, HashOf(item.File)));
        var manifest = new CheckpointManifest(state, parent, [.. files]);
        DurableFile.Write(Path.Combine(folder, FileName), stream => JsonSerializer.Serialize(stream, manifest, json));
        return manifest;
    }

    /// <summary>Reads the manifest of a folder and verifies the presence and size of every file and, by default, its contents.</summary>
    /// <exception cref="InputException">There is no valid manifest, or a file is missing or altered.</exception>
    public static CheckpointManifest Open(string folder, bool checkContents = true)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new InputException(
                folder,
                $"the checkpoint is incomplete: it has no {FileName}.",
                "Writing it was cut off; run the stage again.");
        }

        var manifest = Read(folder);
        foreach (var file in manifest.Files)
        {
            Check(PathOf(folder, file.Name), file, checkContents);
        }

        return manifest;
    }

    /// <summary>
    /// Returns the names of the files in <paramref name="folder"/> that this manifest does not list and whose integrity is therefore
    /// unverifiable. They were added afterwards or begin with a dot: manifests of earlier versions omitted those.
    /// </summary>
    public IReadOnlyList<string> FindUncovered(string folder)
    {
        var listed = Files.Select(file => file.Name).ToHashSet();
        return [.. FilesOf(folder).Select(item => item.Name).Where(name => !listed.Contains(name)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Computes the SHA-256 of the manifest file, which identifies the whole checkpoint.</summary>
    public static string HashOfFolder(string folder) => HashOf(Path.Combine(folder, FileName));

    /// <summary>Reads the manifest of a folder whose other files need not be there.</summary>
    /// <exception cref="InputException">It is not a manifest.</exception>
    internal static CheckpointManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<CheckpointManifest>(stream, json) ?? throw new InputException(path, "it is empty.");
        }
        catch (JsonException error)
        {
            throw new InputException(
                path,
                $"it is not a checkpoint manifest ({error.Message}).",
                "Writing it was cut off; run the stage again.",
                error);
        }
    }

    /// <summary>The path of a file that a manifest names.</summary>
    /// <exception cref="InputException">The name leads out of the folder.</exception>
    internal static string PathOf(string folder, string name) =>
        name.Split('/').All(part => part.Length > 0 && part is not (".." or ".") && part.IndexOfAny(Path.GetInvalidFileNameChars()) < 0)
            ? Path.Combine([folder, .. name.Split('/')])
            : throw new InputException(Path.Combine(folder, FileName), $"'{name}' is not the name of a file of this folder.");

    /// <summary>Lists all files of a folder except its own manifest, including hidden files and all files in subfolders.</summary>
    private static IEnumerable<(string File, string Name)> FilesOf(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => (File: file, Name: Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/')))
            .Where(item => item.Name != FileName);

    private static void Check(string path, ManifestFile file, bool checkContents)
    {
        var found = new FileInfo(path);
        if (!found.Exists || found.Length != file.Size)
        {
            throw new InputException(
                path,
                found.Exists ? $"it has {found.Length} bytes, the manifest says {file.Size}." : "the manifest lists it, but it is missing.",
                "The checkpoint is damaged; copy or write it again.");
        }

        if (checkContents && HashOf(path) != file.Sha256)
        {
            throw new InputException(
                path,
                "its contents are not what the manifest says.",
                "The checkpoint was altered or damaged; copy or write it again.");
        }
    }

    private static string HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
