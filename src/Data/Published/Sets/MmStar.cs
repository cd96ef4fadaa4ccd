using System.Text.Json.Nodes;
using LmmCl.Data.Published.Tables;

namespace LmmCl.Data.Published.Sets;

/// <summary>mmstar: questions that need the picture, with options in the question and two levels of categories.</summary>
internal static class MmStar
{
    public static PublishedSet Set { get; } = new(
        "mmstar",
        "mmstar",
        [new(PublishedSplit.Test, "val", 1_500)],
        [
            new(
                "rows",
                [
                    Column.Number("index"), Column.Text("question"), Column.Text("answer"), Column.Text("category"),
                    Column.Text("l2_category"), Column.Picture(),
                ],
                Of),
        ])
    {
        Repository = "Lin-Chen/MMStar",
        Summary = "questions that need the picture",
        AnswerForm = "option letter",
    };

    private static Example Of(Row row, SplitUse use)
    {
        var question = row.Text("question");
        return new([row.Picture()], question, OptionLetters.Given(row, "answer"))
        {
            Document = new JsonObject
            {
                ["index"] = row.Number64("index"),
                ["question"] = question,
                ["answer"] = row.Text("answer"),
                ["category"] = row.Text("category"),
                ["l2_category"] = row.Text("l2_category"),
            },
        };
    }
}
