namespace LmmCl.Modeling.Tokenizers.Bpe;

/// <summary>
/// A learned merge: a smaller <paramref name="Rank"/> was learned earlier; <paramref name="Result"/> is the id of the joined token.
/// </summary>
internal readonly record struct Merge(int Rank, int Result);
