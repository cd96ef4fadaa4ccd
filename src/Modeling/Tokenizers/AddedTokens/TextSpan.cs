namespace LmmCl.Modeling.Tokenizers.AddedTokens;

/// <summary>A stretch of text, and the added token that it is, if it is one.</summary>
internal readonly record struct TextSpan(string Text, int Start, AddedToken? Token);
