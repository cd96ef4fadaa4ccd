using LmmCl.Data.Llava;
using LmmCl.Data.Mixtures;
using LmmCl.Data.Specs;
using LmmCl.Events;

namespace LmmCl.Runs.Experiments;

/// <summary>The training data of a skill, and its description in events.</summary>
internal static class TrainingData
{
    /// <summary>The training records of a skill in this experiment; a mixture is sampled with the experiment's seed.</summary>
    public static IReadOnlyList<LlavaRecord> Records(ExperimentPlan plan, SkillSpec skill) =>
        TrainingRecords.Read(skill.Train, (int)plan.Spec.Seed, plan.Spec.AsPublished);

    /// <summary>The hash over the data files and every picture that these records name, and the number of records.</summary>
    public static (ContentHash Hash, long Samples) Describe(ExperimentPlan plan, SkillSpec skill) =>
        Describe(plan, skill, DataFiles.Of(skill.Train));

    /// <summary>The description in events from before mixture parts were hashed: of the files, only the mixture's own YAML.</summary>
    public static (ContentHash Hash, long Samples) DescribeWithoutParts(ExperimentPlan plan, SkillSpec skill) =>
        Describe(plan, skill, LlavaFile.Expand(skill.Train));

    private static (ContentHash Hash, long Samples) Describe(ExperimentPlan plan, SkillSpec skill, IEnumerable<string> files)
    {
        var records = Records(plan, skill);
        var folder = new PictureFolder(skill.Pictures);
        var pictures = records.SelectMany(folder.PathsOf).Distinct(StringComparer.Ordinal);
        return (FileHashes.OfFiles(Path.GetDirectoryName(Path.GetFullPath(skill.Train))!, files.Concat(pictures)), records.Count);
    }
}
