using LmmCl.Abstractions;
using LmmCl.Data.Llava;
using LmmCl.Data.Specs;

namespace LmmCl.Runs.Experiments;

/// <summary>
/// Records that a probe runs through models with their answers: the captions that the spec names, or the held-out benchmarks' own records.
/// </summary>
internal static class ProbeRecords
{
    /// <summary>
    /// The first <paramref name="count"/> captions, or about as many records in equal shares from every held-out benchmark whose turns
    /// contain answers.
    /// </summary>
    /// <exception cref="InputException">There is no such record.</exception>
    public static IReadOnlyList<(IReadOnlyList<LlavaRecord> Records, PictureFolder Pictures)> Of(ExperimentPlan plan, int count)
    {
        if (Captions(plan, count) is { } captions)
        {
            return [captions];
        }

        var answered = plan.World.Benchmarks
            .Select(benchmark => (Records: Answered(benchmark), Pictures: new PictureFolder(benchmark.Pictures)))
            .Where(part => part.Records.Count > 0)
            .ToList();
        if (answered.Count == 0)
        {
            throw new InputException(
                "evaluation: layer_probe_samples, output_shift_samples",
                "no held-out benchmark has answers to read.",
                "Name a LLaVA JSON with 'probe_captions'.");
        }

        var each = Math.Max(1, count / answered.Count);
        return [.. answered.Select(part => ((IReadOnlyList<LlavaRecord>)[.. part.Records.Take(each)], part.Pictures))];
    }

    /// <summary>
    /// The first <paramref name="count"/> records of the caption file that the spec names; null if it names none. Their picture paths are
    /// relative to the world's YAML, like those of the world.
    /// </summary>
    public static (IReadOnlyList<LlavaRecord> Records, PictureFolder Pictures)? Captions(ExperimentPlan plan, int count) =>
        plan.Spec.Evaluation.ProbeCaptions is { } captions
            ? ([.. LlavaFile.Read(captions).Take(count)], new PictureFolder(Path.GetDirectoryName(plan.World.File)!))
            : null;

    /// <summary>The first <paramref name="count"/> test records of a skill that have answers.</summary>
    public static IReadOnlyList<LlavaRecord> OfTests(SkillSpec skill, int count) => [.. Answered(skill.Benchmark).Take(count)];

    private static List<LlavaRecord> Answered(BenchmarkSpec benchmark) =>
        [.. LlavaFile.Read(benchmark.Test).Where(record => record.Answer.Length > 0)];
}
