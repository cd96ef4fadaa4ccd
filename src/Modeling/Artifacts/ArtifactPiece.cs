using System.Text.Json.Serialization;

namespace LmmCl.Modeling.Artifacts;

/// <summary>A range of a checkpoint's file that is stored by content: a tensor, a header, or a whole file.</summary>
/// <param name="Sha256">SHA-256 of the bytes, in lower-case hexadecimal.</param>
/// <param name="Size">Number of bytes.</param>
/// <param name="Tensor">Name of the tensor; null for other bytes.</param>
internal sealed record ArtifactPiece(
    string Sha256,
    long Size,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Tensor = null)
{
    private const int Digits = 64;

    /// <summary>False if the hash is not 64 lower-case hexadecimal digits, or the size is negative.</summary>
    [JsonIgnore]
    public bool IsWellFormed => Sha256.Length == Digits && Sha256.All(char.IsAsciiHexDigitLower) && Size >= 0;
}
