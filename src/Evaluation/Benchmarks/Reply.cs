namespace LmmCl.Evaluation.Benchmarks;

/// <summary>A model's reply to a question.</summary>
/// <param name="Text">The text, without the token that ended it.</param>
/// <param name="IsCut">True if it reached the maximum number of tokens before it ended.</param>
public sealed record Reply(string Text, bool IsCut);
