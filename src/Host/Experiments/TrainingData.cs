using LmmCl.Abstractions.Events;
using LmmCl.Data.Llava;
using LmmCl.Data.Specs;

namespace LmmCl.Host.Experiments;

/// <summary>What a skill trains on, as an event names it.</summary>
internal static class TrainingData
{
    /// <summary>Hash over the data file and every picture that it names, and the number of records.</summary>
    public static (ContentHash Hash, long Samples) Describe(SkillSpec skill)
    {
        var records = TrainingRecords.Read(skill.Train, seed: 0);
        var folder = new PictureFolder(skill.Pictures);
        var pictures = records.SelectMany(folder.PathsOf).Distinct(StringComparer.Ordinal);
        return (FileHashes.OfFiles(Path.GetDirectoryName(Path.GetFullPath(skill.Train))!, pictures.Prepend(skill.Train)), records.Count);
    }
}
