namespace LmmCl.Data.Specs;

/// <summary>Something to teach: what it trains on, and the benchmark that says how well it was learned.</summary>
/// <param name="Id">Name in tables and events.</param>
/// <param name="Train">The training file: LLaVA JSON, JSON lines, brace form, or a YAML mixture.</param>
/// <param name="Pictures">Folder of the training pictures.</param>
/// <param name="Benchmark">Its test, under the same id.</param>
public sealed record SkillSpec(string Id, string Train, string Pictures, BenchmarkSpec Benchmark);
