using System.Text.Json.Nodes;
using LmmCl.Data.Published.Tables;

namespace LmmCl.Data.Published.Sets;

/// <summary>docvqa_val: scanned documents with several accepted answers, of the split whose answers are public.</summary>
internal static class DocVqa
{
    public static PublishedSet Set { get; } = new(
        "docvqa_val",
        "docvqa_val",
        [new(PublishedSplit.Test, "validation", 5_349)],
        [Rows])
    {
        Repository = "lmms-lab/DocVQA",
        Folder = "DocVQA",
        Summary = "scanned documents",
        AnswerForm = "word or phrase",
    };

    /// <summary>The columns that it shares with infovqa_val.</summary>
    public static Layout Rows => new(
        "rows", [Column.OptionalText("questionId"), Column.Text("question"), Column.Texts("answers"), Column.Picture()], Of);

    private static Example Of(Row row, SplitUse use)
    {
        var (question, answers) = (row.Text("question"), row.Texts("answers"));
        return new([row.Picture()], question, answers[0])
        {
            Document = new JsonObject
            {
                ["questionId"] = row.TextOrEmpty("questionId"),
                ["question"] = question,
                ["answers"] = Example.List(answers),
            },
        };
    }
}
