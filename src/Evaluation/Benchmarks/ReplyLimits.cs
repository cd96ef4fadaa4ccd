namespace LmmCl.Evaluation.Benchmarks;

/// <summary>The end of a reply: its length, and the tokens that end it.</summary>
/// <param name="MaxNewTokens">Maximum length in tokens.</param>
/// <param name="EndTokens">
/// Tokens that end it; null for the end of a turn and those that the checkpoint's <c>generation_config.json</c> names.
/// </param>
public sealed record ReplyLimits(int MaxNewTokens, IReadOnlyList<string>? EndTokens = null);
