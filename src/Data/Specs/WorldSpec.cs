using LmmCl.Abstractions;

namespace LmmCl.Data.Specs;

/// <summary>The skills and held-out benchmarks of one YAML file.</summary>
/// <param name="File">The YAML file.</param>
/// <param name="Skills">In the order in which they are listed, which is that of teaching.</param>
/// <param name="Benchmarks">Held-out benchmarks, watched for forgetting.</param>
public sealed record WorldSpec(string File, IReadOnlyList<SkillSpec> Skills, IReadOnlyList<BenchmarkSpec> Benchmarks)
{
    /// <summary>Everything that is evaluated at each stage: the skills' tests, then the held-out benchmarks.</summary>
    public IReadOnlyList<BenchmarkSpec> AllBenchmarks => [.. Skills.Select(skill => skill.Benchmark), .. Benchmarks];

    /// <summary>The skill of an id.</summary>
    /// <exception cref="InputException">There is none; near matches are offered.</exception>
    public SkillSpec Skill(string id) => Skills.FirstOrDefault(skill => skill.Id == id)
        ?? throw new InputException(File, $"there is no skill '{id}'.", NearMatches.Suggest(id, Skills.Select(skill => skill.Id)));
}
