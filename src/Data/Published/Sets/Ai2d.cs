using System.Text.Json.Nodes;
using LmmCl.Data.Published.Tables;

namespace LmmCl.Data.Published.Sets;

/// <summary>ai2d: diagrams of school books; the answer is the position of an option.</summary>
internal static class Ai2d
{
    public static PublishedSet Set { get; } = new(
        "ai2d",
        "ai2d",
        [new(PublishedSplit.Test, "test", 3_088)],
        [new("rows", [Column.Text("question"), Column.Texts("options"), Column.Text("answer"), Column.Picture()], Of)])
    {
        Repository = "lmms-lab/ai2d",
        Summary = "diagrams with options",
        AnswerForm = "option letter",
    };

    private static Example Of(Row row, SplitUse use)
    {
        var (question, options) = (row.Text("question"), row.Texts("options"));
        var letter = OptionLetters.OfPosition(row, "answer", options.Count);
        return new([row.Picture()], $"{question}\n{OptionLetters.Lines(options)}", letter)
        {
            Document = new JsonObject
            {
                ["question"] = question,
                ["options"] = Example.List(options),
                ["answer"] = row.Text("answer"),
            },
        };
    }
}
