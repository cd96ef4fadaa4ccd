using LmmCl.Data.Published.Sets;

namespace LmmCl.Data.Published.Conversion;

/// <summary>The input and the options of a conversion.</summary>
/// <param name="Set">The data set.</param>
/// <param name="Split">The split to write.</param>
/// <param name="Sources">Published files, or folders of them.</param>
/// <param name="Output">Folder to write to.</param>
internal sealed record ConversionRequest(PublishedSet Set, PublishedSplit Split, IReadOnlyList<string> Sources, string Output)
{
    /// <summary>Folder of pictures that the files only name; null for the folder of the files, or <c>images</c> in that of CUB.</summary>
    public string? Pictures { get; init; }

    /// <summary>Seed of what a conversion draws.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>True to leave out records whose picture is missing, and list them.</summary>
    public bool LeavesOutMissing { get; init; }

    /// <summary>Called with the number of records that were converted, after each.</summary>
    public Action<int>? Converted { get; init; }

    /// <summary>Path of the records.</summary>
    public string Data => Path.Combine(Output, $"{Split.Name}.jsonl");
}
