using LmmCl.Data.Published.Tables;

namespace LmmCl.Data.Published.Sets;

/// <summary>pathvqa: pathology; question and answer as published, in training without an instruction.</summary>
internal static class PathVqa
{
    public static PublishedSet Set { get; } = new(
        "pathvqa",
        "pathvqa",
        [new(PublishedSplit.Train, "train", 19_654), new(PublishedSplit.Test, "test", 6_719)],
        [
            new(
                "rows",
                [Column.Text("question"), Column.Text("answer"), Column.Picture()],
                (row, _) => Example.Of(row.Picture(), row.Text("question"), row.Text("answer"))),
        ])
    {
        Repository = "flaviagiammarino/path-vqa",
        Summary = "pathology",
        AnswerForm = "yes, no or a term",
    };
}
