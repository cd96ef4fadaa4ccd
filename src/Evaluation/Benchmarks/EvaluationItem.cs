using System.Text.Json;

namespace LmmCl.Evaluation.Benchmarks;

/// <summary>One item of a benchmark's test file.</summary>
/// <param name="Id">Unique within the benchmark.</param>
/// <param name="Document">The fields that the scorer needs, written beside the answer so that it can be scored again.</param>
/// <param name="Pictures">Paths of the pictures, in the order of the question.</param>
/// <param name="Prompt">The text to ask where the user wrote their own before and after; null asks the scorer's prompt.</param>
public sealed record EvaluationItem(string Id, JsonElement Document, IReadOnlyList<string> Pictures, string? Prompt = null);
