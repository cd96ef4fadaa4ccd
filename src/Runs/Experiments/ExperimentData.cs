using LmmCl.Abstractions;
using LmmCl.Data.Llava;
using LmmCl.Data.Specs;

namespace LmmCl.Runs.Experiments;

/// <summary>
/// Looks at all data of an experiment before its first stage, so that a mistake in the last skill is not found after hours.
/// </summary>
internal static class ExperimentData
{
    /// <summary>
    /// Reads every record and sees that every picture is there. Pictures are not decoded here; <c>lmmcl data check</c> does that.
    /// </summary>
    /// <exception cref="InputException">A file or picture is missing, or a record is not LLaVA's.</exception>
    public static void Check(ExperimentPlan plan)
    {
        foreach (var skill in plan.Skills)
        {
            LookFor(TrainingData.Records(plan, skill), new PictureFolder(skill.Pictures));
        }

        foreach (var benchmark in plan.Benchmarks)
        {
            BenchmarkItems.Read(benchmark);
        }

        var evaluation = plan.Spec.Evaluation;
        if (evaluation.ProbeCaptions is { } captions && (evaluation.ProbeSamples > 0 || evaluation.LayerProbeSamples > 0))
        {
            LookFor(LlavaFile.Read(captions), new PictureFolder(Path.GetDirectoryName(plan.World.File)!));
        }
        else if (evaluation.LayerProbeSamples > 0)
        {
            ProbeRecords.Of(plan, evaluation.LayerProbeSamples);
        }
    }

    private static void LookFor(IEnumerable<LlavaRecord> records, PictureFolder folder)
    {
        foreach (var record in records)
        {
            folder.PathsOf(record);
        }
    }
}
