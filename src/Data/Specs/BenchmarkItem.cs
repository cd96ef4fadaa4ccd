using System.Text.Json;

namespace LmmCl.Data.Specs;

/// <summary>A question of a benchmark.</summary>
/// <param name="Id">Id of the record.</param>
/// <param name="Pictures">Paths of its images on disk.</param>
/// <param name="Document">Fields for the scorer: the record's <c>doc</c>, or <c>question</c> and <c>answer</c> of its conversation.</param>
/// <param name="Question">Text of the user's turn, for display.</param>
public sealed record BenchmarkItem(string Id, IReadOnlyList<string> Pictures, JsonElement Document, string Question)
{
    /// <summary>The record's own system text; null for the template's.</summary>
    public string? System { get; init; }
}
