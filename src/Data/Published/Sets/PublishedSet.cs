using LmmCl.Abstractions;

namespace LmmCl.Data.Published.Sets;

/// <summary>A published data set: its location, its files, and the conversion of their rows to records.</summary>
/// <param name="Name">Name of the skill or benchmark.</param>
/// <param name="Scorer">Scorer of its benchmark, which also makes the prompt.</param>
/// <param name="Splits">Its splits.</param>
/// <param name="Layouts">Forms of its files; the first whose columns a file has is used.</param>
internal sealed record PublishedSet(string Name, string Scorer, IReadOnlyList<PublishedSplit> Splits, IReadOnlyList<Layout> Layouts)
{
    /// <summary>Repository on the Hugging Face hub; null if the set is elsewhere.</summary>
    public string? Repository { get; init; }

    /// <summary>Folder in the repository, for one that holds several sets.</summary>
    public string? Folder { get; init; }

    /// <summary>The set in a few words.</summary>
    public required string Summary { get; init; }

    /// <summary>Form of the answer, for display.</summary>
    public required string AnswerForm { get; init; }

    /// <summary>True if rows may name pictures that are unavailable online.</summary>
    public bool MayLackPictures { get; init; }

    /// <summary>Files that are not in a repository.</summary>
    public IReadOnlyList<PublishedFile> Files { get; init; } = [];

    /// <summary>True if the set teaches a skill.</summary>
    public bool IsSkill => Splits.Any(split => split.Name == PublishedSplit.Train);

    /// <summary>Returns a split by name.</summary>
    /// <exception cref="InputException">The set has no such split.</exception>
    public PublishedSplit Split(string name) => Splits.FirstOrDefault(split => split.Name == name)
        ?? throw new InputException("--split", $"{Name} has no split '{name}'.", NearMatches.Suggest(name, Splits.Select(one => one.Name)));

    /// <summary>Repository of a split; null if it is elsewhere.</summary>
    public string? RepositoryOf(PublishedSplit split) => split.Repository ?? Repository;
}
