namespace LmmCl.Evaluation.Benchmarks;

/// <summary>When a reply ends.</summary>
/// <param name="MaxNewTokens">Maximum length in tokens.</param>
/// <param name="EndTokens">
/// Tokens that end it; null for the end of a turn and those that the checkpoint's <c>generation_config.json</c> names.
/// </param>
public sealed record ReplyLimits(int MaxNewTokens, IReadOnlyList<string>? EndTokens = null);
