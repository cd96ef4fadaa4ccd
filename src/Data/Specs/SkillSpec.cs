namespace LmmCl.Data.Specs;

/// <summary>A skill to teach: its training data and the benchmark that measures it.</summary>
/// <param name="Id">Name in tables and events.</param>
/// <param name="Train">Path of the training file: LLaVA JSON, JSON lines, brace form, or a YAML mixture.</param>
/// <param name="Pictures">Folder of the training images.</param>
/// <param name="Benchmark">Benchmark of the skill, under the same id.</param>
public sealed record SkillSpec(string Id, string Train, string Pictures, BenchmarkSpec Benchmark)
{
    /// <summary>Path of the file to validate on, in the formats of <see cref="Train"/>; null if the skill names none.</summary>
    public string? Validation { get; init; }
}
