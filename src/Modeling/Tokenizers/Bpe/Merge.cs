namespace LmmCl.Modeling.Tokenizers.Bpe;

/// <summary>
/// A learned merge: smaller <paramref name="Rank"/> was learned earlier; <paramref name="Result"/> is the id of the joined token.
/// </summary>
internal readonly record struct Merge(int Rank, int Result);
