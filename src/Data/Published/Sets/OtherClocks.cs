namespace LmmCl.Data.Published.Sets;

/// <summary>cococlock and openimgclock: clocks in photographs, near timeclock. Their only split is published as <c>train</c>.</summary>
internal static class OtherClocks
{
    public static PublishedSet Coco { get; } = Of("cococlock", "Jessemel/clockreading-coco", "clocks in photographs of COCO");

    public static PublishedSet OpenImages { get; } =
        Of("openimgclock", "Jessemel/clockreading-openimg", "clocks in photographs of OpenImages");

    private static PublishedSet Of(string name, string repository, string summary) => new(
        name, name, [new(PublishedSplit.Test, "train", null)], ClockLayouts.All)
    {
        Repository = repository,
        Summary = summary,
        AnswerForm = "HH:MM",
    };
}
