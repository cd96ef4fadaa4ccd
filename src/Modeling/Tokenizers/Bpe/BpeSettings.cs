namespace LmmCl.Modeling.Tokenizers.Bpe;

/// <summary>What a byte-pair encoding does beside merging.</summary>
/// <param name="UnknownToken">Stands for characters outside the vocabulary; null drops them.</param>
/// <param name="FuseUnknown">One unknown token for a run of unknown characters.</param>
/// <param name="ByteFallback">
/// A character outside the vocabulary becomes its UTF-8 bytes, tokens <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c>.
/// </param>
/// <param name="IgnoreMerges">A piece that is in the vocabulary as a whole is taken at once.</param>
internal sealed record BpeSettings(string? UnknownToken, bool FuseUnknown, bool ByteFallback, bool IgnoreMerges);
