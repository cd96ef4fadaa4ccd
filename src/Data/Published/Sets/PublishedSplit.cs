namespace LmmCl.Data.Published.Sets;

/// <summary>A part of a published data set.</summary>
/// <param name="Name">Name of the converted split: <c>train</c> or <c>test</c>.</param>
/// <param name="Published">The publisher's name of the split, with which its file names begin.</param>
/// <param name="Records">Number of records that the publisher states; null if it states none.</param>
internal sealed record PublishedSplit(string Name, string Published, int? Records)
{
    /// <summary>Name of the training split.</summary>
    public const string Train = "train";

    /// <summary>Name of the test split.</summary>
    public const string Test = "test";

    /// <summary>Repository on the Hugging Face hub, if this split has one of its own.</summary>
    public string? Repository { get; init; }
}
