namespace LmmCl.Evaluation.Benchmarks;

/// <summary>A question for a model.</summary>
/// <param name="Id">Id of the item.</param>
/// <param name="Prompt">The text after the images.</param>
/// <param name="Pictures">Paths of the images.</param>
public sealed record Question(string Id, string Prompt, IReadOnlyList<string> Pictures)
{
    /// <summary>System text before the question; null for the template's.</summary>
    public string? System { get; init; }
}
