using System.Globalization;
using System.Text.Json.Nodes;
using LmmCl.Data.Published.Tables;

namespace LmmCl.Data.Published.Sets;

/// <summary>countbench: counting objects. The answer is a number.</summary>
internal static class CountBench
{
    public static PublishedSet Set { get; } = new(
        "countbench",
        "countbench",
        [new(PublishedSplit.Test, "test", null)],
        [new("rows", [Column.Text("question"), Column.Number("number"), Column.Picture()], Of)])
    {
        Repository = "vikhyatk/CountBenchQA",
        Summary = "counting, near pixmocount",
        AnswerForm = "number",
    };

    private static Example Of(Row row, SplitUse use)
    {
        var (question, number) = (row.Text("question"), row.Number64("number"));
        return new([row.Picture()], question, number.ToString(CultureInfo.InvariantCulture))
        {
            Document = new JsonObject { ["question"] = question, ["number"] = number },
        };
    }
}
