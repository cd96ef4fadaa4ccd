using LmmCl.Abstractions;

namespace LmmCl.Data.Specs;

/// <summary>Skills and held-out benchmarks of a YAML file.</summary>
/// <param name="File">Path of the YAML file.</param>
/// <param name="Skills">Skills in the listed order, which is the order of teaching.</param>
/// <param name="Benchmarks">Held-out benchmarks, watched for forgetting.</param>
public sealed record WorldSpec(string File, IReadOnlyList<SkillSpec> Skills, IReadOnlyList<BenchmarkSpec> Benchmarks)
{
    /// <summary>All benchmarks evaluated at each stage: those of the skills, then the held-out ones.</summary>
    public IReadOnlyList<BenchmarkSpec> AllBenchmarks => [.. Skills.Select(skill => skill.Benchmark), .. Benchmarks];

    /// <summary>Returns the skill with an id.</summary>
    /// <exception cref="InputException">There is no such skill; near matches are suggested.</exception>
    public SkillSpec Skill(string id) => Skills.FirstOrDefault(skill => skill.Id == id)
        ?? throw new InputException(File, $"there is no skill '{id}'.", NearMatches.Suggest(id, Skills.Select(skill => skill.Id)));
}
