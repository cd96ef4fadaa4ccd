using LmmCl.Abstractions;
using LmmCl.Data.Llava;
using LmmCl.Data.Mixtures;

namespace LmmCl.Data.Mixtures;

/// <summary>Lists the files that a training or test entry of a world reads; pictures are not among them.</summary>
public static class DataFiles
{
    /// <summary>
    /// The files behind <paramref name="path"/>, each once, in the order in which they are read: each choice of the brace form,
    /// and after a YAML mixture the files of its parts.
    /// </summary>
    /// <param name="path">LLaVA JSON, JSON lines, the brace form, or a YAML mixture.</param>
    /// <exception cref="InputException">A mixture is malformed, or one of its files is missing.</exception>
    public static IReadOnlyList<string> Of(string path) =>
        [.. LlavaFile.Expand(path).Concat(OfParts(path)).Distinct(StringComparer.Ordinal)];

    /// <summary>The files of a mixture's parts; none for anything else.</summary>
    /// <inheritdoc cref="Of"/>
    public static IReadOnlyList<string> OfParts(string path) => TrainingRecords.IsMixture(path)
        ? [.. MixtureFile.Read(path).SelectMany(part => LlavaFile.Expand(part.File)).Distinct(StringComparer.Ordinal)]
        : [];
}
