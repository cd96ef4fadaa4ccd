using LmmCl.Abstractions;
using LmmCl.Data.Llava;
using LmmCl.Data.Specs;

namespace LmmCl.Runs.Experiments;

/// <summary>
/// Checks all data of an experiment before its first stage, so that an error in the last skill's is found at once and not after hours.
/// </summary>
internal static class ExperimentData
{
    /// <summary>Reads every record and checks that every picture exists. Does not decode pictures; <c>lmmcl data check</c> does.</summary>
    /// <exception cref="InputException">A file or picture is missing, or a record is not in LLaVA format.</exception>
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
