using System.Text.Json.Nodes;
using LmmCl.Data.Published.Tables;

namespace LmmCl.Data.Published.Sets;

/// <summary>ocrbench: text recognition in ten kinds of questions.</summary>
internal static class OcrBench
{
    public static PublishedSet Set { get; } = new(
        "ocrbench",
        "ocrbench",
        [new(PublishedSplit.Test, "test", 1_000)],
        [
            new(
                "rows",
                [
                    Column.Text("dataset"), Column.Text("question"), Column.Text("question_type"), Column.Texts("answer"),
                    Column.Picture(),
                ],
                Of),
        ])
    {
        Repository = "echo840/OCRBench",
        Summary = "text recognition",
        AnswerForm = "text",
    };

    private static Example Of(Row row, SplitUse use)
    {
        var (question, answers) = (row.Text("question"), row.Texts("answer"));
        return new([row.Picture()], question, answers[0])
        {
            Document = new JsonObject
            {
                ["dataset"] = row.Text("dataset"),
                ["question"] = question,
                ["question_type"] = row.Text("question_type"),
                ["answer"] = Example.List(answers),
            },
        };
    }
}
