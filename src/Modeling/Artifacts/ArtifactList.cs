using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Modeling.Files;

namespace LmmCl.Modeling.Artifacts;

/// <summary>The list of a copied checkpoint: every file with its pieces. Written last, so a copy without a list is incomplete.</summary>
/// <param name="Files">The files, the manifest first.</param>
internal sealed record ArtifactList(IReadOnlyList<ArtifactFile> Files)
{
    private const int CurrentSchema = 1;

    private static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Version of the layout.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>Reads a list, whose names and sizes are untrusted input.</summary>
    /// <exception cref="InputException">The list is missing or damaged.</exception>
    public static ArtifactList Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var list = JsonSerializer.Deserialize<ArtifactList>(stream, json) ?? throw new JsonException("It is null.");
            if (list.Schema != CurrentSchema)
            {
                throw new InputException(
                    path, $"it has schema {list.Schema}, which this build does not know.", "Use the build that wrote it.");
            }

            return list.Files.All(file => file is not null && file.Pieces.All(piece => piece is { IsWellFormed: true }))
                ? list
                : throw new JsonException("A piece has no SHA-256 in 64 lower-case digits, or no size.");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException(
                path, "there is no copy of this checkpoint here.", "Name the folder that it was copied to with --artifacts.", error);
        }
        catch (JsonException error)
        {
            throw new InputException(path, $"it is not a list of a checkpoint's content ({error.Message})", ArtifactContent.Repair, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, $"it cannot be read ({error.Message}).", null, error);
        }
    }

    /// <summary>Writes the list, whose bytes depend only on the checkpoint, so that several processes may write it concurrently.</summary>
    /// <exception cref="InputException">The disk is full, or the folder cannot be written to.</exception>
    public void Write(string path) => DurableFile.WriteShared(path, stream => JsonSerializer.Serialize(stream, this, json));
}
