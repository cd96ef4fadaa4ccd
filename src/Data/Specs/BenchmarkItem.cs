using System.Text.Json;

namespace LmmCl.Data.Specs;

/// <summary>One question of a benchmark.</summary>
/// <param name="Id">The record's id.</param>
/// <param name="Pictures">Paths of its pictures on disk.</param>
/// <param name="Document">What the scorer reads: the record's <c>doc</c>, or <c>question</c> and <c>answer</c> of its conversation.</param>
/// <param name="Question">Text of the user's turn, for people.</param>
public sealed record BenchmarkItem(string Id, IReadOnlyList<string> Pictures, JsonElement Document, string Question);
