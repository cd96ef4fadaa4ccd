namespace LmmCl.Modeling.Tokenizers.Bpe;

/// <summary>Options of a byte-pair encoding besides merging.</summary>
/// <param name="UnknownToken">Token for characters outside the vocabulary; null drops them.</param>
/// <param name="FuseUnknown">True to emit one unknown token per run of unknown characters.</param>
/// <param name="ByteFallback">
/// True to encode a character outside the vocabulary as its UTF-8 bytes, tokens <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c>.
/// </param>
/// <param name="IgnoreMerges">True to emit a piece that is in the vocabulary directly, without merging.</param>
internal sealed record BpeSettings(string? UnknownToken, bool FuseUnknown, bool ByteFallback, bool IgnoreMerges);
