using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Data.Batches;
using LmmCl.Data.Checks;
using LmmCl.Data.Specs;
using LmmCl.Evaluation;
using LmmCl.Evaluation.Scorers;

namespace LmmCl.Runs.Checks;

/// <summary>
/// Checks a question against its scorer and its model: the scorer's fields, a gold answer that can be matched, its length.
/// </summary>
public static class QuestionChecks
{
    private static readonly string[] ownQuestions =
        ["option-letter", "first-number", "clock-time", "relaxed-number", "exact", "yes-no", "anls", "vqa"];

    /// <summary>Returns what is wrong with a question of a benchmark; null if nothing is.</summary>
    /// <param name="benchmark">The benchmark.</param>
    /// <param name="item">The question.</param>
    /// <param name="inputs">Template, tokenizer and picture sizes of the model; null leaves its length unchecked.</param>
    /// <param name="positions">Longest sequence of the model; null for any.</param>
    /// <param name="mode">Kind of prompts.</param>
    /// <param name="beyond">Called if the longest reply to the question would end beyond the positions, with its number of tokens.</param>
    public static QuestionFinding? Find(
        BenchmarkSpec benchmark,
        BenchmarkItem item,
        ModelInputs? inputs = null,
        int? positions = null,
        ScoringMode mode = ScoringMode.Default,
        Action<int>? beyond = null)
    {
        if (!ScorerCatalog.Ids.Contains(benchmark.Scorer))
        {
            return null;
        }

        var scorer = ScorerCatalog.Find(benchmark.Scorer);
        if (scorer.RequiredFields.FirstOrDefault(field => !Has(item.Document, field)) is { } missing)
        {
            return new($"it has no field '{missing}'.", $"Scorer '{scorer.Id}' needs {string.Join(", ", scorer.RequiredFields)}.");
        }

        // Published benchmarks contain questions that no reply can get right; they are counted all the same.
        if (GoldCheck.Find(scorer, item.Document) is var (problem, hopeless))
        {
            var isNote = !hopeless || !ownQuestions.Contains(scorer.Id);
            var fix = isNote ? "It counts all the same." : "Correct the answer, leave the question out, or name another scorer.";
            return new(problem, fix, isNote);
        }

        if (inputs is null || positions is not { } most)
        {
            return null;
        }

        var length = inputs.LengthOf(scorer.PromptWithin(benchmark.Prompt, item.Document, mode), item.Pictures, item.System);
        var longest = benchmark.MaxNewTokens ?? scorer.MaxNewTokens;
        if (length < most && length + longest > most)
        {
            beyond?.Invoke(longest);
        }

        return length >= most
            ? new(
                $"the question has {length:N0} tokens with its pictures, the model has {most:N0} positions.",
                "Shorten it, or leave it out.")
            : null;
    }

    private static bool Has(JsonElement item, string field) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(field, out _);
}
