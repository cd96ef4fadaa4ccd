using System.Text.Json.Nodes;
using LmmCl.Data.Published.Tables;

namespace LmmCl.Data.Published.Sets;

/// <summary>chartqa: values and labels of charts, asked by people (<c>human_test</c>) and by a program (<c>augmented_test</c>).</summary>
internal static class ChartQa
{
    public static PublishedSet Set { get; } = new(
        "chartqa",
        "chartqa",
        [new(PublishedSplit.Test, "test", 2_500)],
        [new("rows", [Column.Text("type"), Column.Text("question"), Column.Text("answer"), Column.Picture()], Of)])
    {
        Repository = "lmms-lab/ChartQA",
        Summary = "values and labels of charts",
        AnswerForm = "number or word",
    };

    private static Example Of(Row row, SplitUse use)
    {
        var (question, answer) = (row.Text("question"), row.Text("answer"));
        return new([row.Picture()], question, answer)
        {
            Document = new JsonObject { ["type"] = row.Text("type"), ["question"] = question, ["answer"] = answer },
        };
    }
}
