using LmmCl.Abstractions;
using LmmCl.Data.Llava;
using LmmCl.Data.Mixtures;

namespace LmmCl.Data.Mixtures;

/// <summary>Lists the files that a training or test entry of a world reads, except images.</summary>
public static class DataFiles
{
    /// <summary>
    /// Returns the files behind <paramref name="path"/>, each once, in reading order: each alternative of the brace form, and a YAML
    /// mixture followed by the files of its parts.
    /// </summary>
    /// <param name="path">LLaVA JSON, JSON lines, the brace form, or a YAML mixture.</param>
    /// <exception cref="InputException">A mixture is malformed, or one of its files is missing.</exception>
    public static IReadOnlyList<string> Of(string path) =>
        [.. LlavaFile.Expand(path).Concat(OfParts(path)).Distinct(StringComparer.Ordinal)];

    /// <summary>Returns the files of a mixture's parts; none for anything else.</summary>
    /// <inheritdoc cref="Of"/>
    public static IReadOnlyList<string> OfParts(string path) => TrainingRecords.IsMixture(path)
        ? [.. MixtureFile.Read(path).SelectMany(part => LlavaFile.Expand(part.File)).Distinct(StringComparer.Ordinal)]
        : [];
}
