namespace LmmCl.Modeling.Tokenizers.AddedTokens;

/// <summary>A span of text, and the added token it represents, if any.</summary>
internal readonly record struct TextSpan(string Text, int Start, AddedToken? Token);
