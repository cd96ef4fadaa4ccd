namespace LmmCl.Evaluation.Benchmarks;

/// <summary>What a model is asked.</summary>
/// <param name="Id">The item's id.</param>
/// <param name="Prompt">The text after the pictures.</param>
/// <param name="Pictures">Paths of the pictures.</param>
public sealed record Question(string Id, string Prompt, IReadOnlyList<string> Pictures);
