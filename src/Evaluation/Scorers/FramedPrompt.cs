using System.Text.Json;
using LmmCl.Data.Specs;

namespace LmmCl.Evaluation.Scorers;

/// <summary>The prompt of a benchmark: its scorer's, within the text that the user puts around it.</summary>
public static class FramedPrompt
{
    /// <summary>Returns the prompt of an item.</summary>
    /// <param name="scorer">Makes the prompt.</param>
    /// <param name="frame">Text around it; null for none.</param>
    /// <param name="item">The item.</param>
    /// <param name="mode">Kind of prompts.</param>
    public static string PromptWithin(this IScorer scorer, PromptText? frame, JsonElement item, ScoringMode mode) =>
        (frame ?? PromptText.None).Around(scorer.Prompt(item, mode));
}
