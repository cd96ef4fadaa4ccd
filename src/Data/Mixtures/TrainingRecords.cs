using LmmCl.Abstractions;
using LmmCl.Data.Llava;
using LmmCl.Data.Mixtures;

namespace LmmCl.Data.Mixtures;

/// <summary>Reads the training data of a skill: LLaVA JSON, JSON lines, the brace form, or a YAML mixture of them.</summary>
public static class TrainingRecords
{
    /// <summary>Returns the records, in the order of the files.</summary>
    /// <param name="path">The data file.</param>
    /// <param name="seed">Seed of a mixture's random sampling.</param>
    /// <param name="asPublished">Samples a mixture as the study's code does.</param>
    /// <param name="skipped">Records that are left out before a mixture is sampled; null for none.</param>
    /// <exception cref="InputException">A file is missing or malformed.</exception>
    public static IReadOnlyList<LlavaRecord> Read(string path, int seed, bool asPublished = false, SkippedRecords? skipped = null)
    {
        skipped ??= SkippedRecords.None;
        if (!IsMixture(path))
        {
            return LlavaFile.Read(path, skipped);
        }

        var parts = MixtureFile.Read(path, asPublished);
        return [.. parts.SelectMany((part, position) => part.Strategy.Apply(LlavaFile.Read(part.File, skipped), seed, position))];
    }

    /// <summary>Returns true if the file is a YAML mixture.</summary>
    public static bool IsMixture(string path) =>
        path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);
}
