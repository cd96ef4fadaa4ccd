using System.Text.Json.Serialization;

namespace LmmCl.Modeling.Artifacts;

/// <summary>A file of a copied checkpoint.</summary>
/// <param name="Name">Path relative to the checkpoint's folder, with forward slashes.</param>
/// <param name="Pieces">Its content, in order.</param>
internal sealed record ArtifactFile(string Name, IReadOnlyList<ArtifactPiece> Pieces)
{
    /// <summary>Size in bytes; in a damaged list, it may exceed that of any real file.</summary>
    [JsonIgnore]
    public Int128 Size => Pieces.Aggregate((Int128)0, (sum, piece) => sum + piece.Size);
}
