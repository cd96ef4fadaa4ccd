using LmmCl.Data.Llava;
using LmmCl.Data.Mixtures;
using LmmCl.Data.Specs;
using LmmCl.Events;

namespace LmmCl.Runs.Experiments;

/// <summary>What a skill trains on, as an event names it.</summary>
internal static class TrainingData
{
    /// <summary>The records that a skill of this experiment learns from; a mixture is sampled with the experiment's seed.</summary>
    public static IReadOnlyList<LlavaRecord> Records(ExperimentPlan plan, SkillSpec skill) =>
        TrainingRecords.Read(skill.Train, (int)plan.Spec.Seed, plan.Spec.AsPublished);

    /// <summary>Hash over the data file and every picture that these records name, and their number.</summary>
    public static (ContentHash Hash, long Samples) Describe(ExperimentPlan plan, SkillSpec skill)
    {
        var records = Records(plan, skill);
        var folder = new PictureFolder(skill.Pictures);
        var pictures = records.SelectMany(folder.PathsOf).Distinct(StringComparer.Ordinal);
        return (FileHashes.OfFiles(Path.GetDirectoryName(Path.GetFullPath(skill.Train))!, pictures.Prepend(skill.Train)), records.Count);
    }
}
