namespace LmmCl.Data.Published.Sets;

/// <summary>infovqa_val: infographics with several accepted answers, in the same repository as docvqa_val.</summary>
internal static class InfoVqa
{
    public static PublishedSet Set { get; } = new(
        "infovqa_val",
        "infovqa_val",
        [new(PublishedSplit.Test, "validation", 2_801)],
        [DocVqa.Rows])
    {
        Repository = "lmms-lab/DocVQA",
        Folder = "InfographicVQA",
        Summary = "infographics",
        AnswerForm = "word or phrase",
    };
}
