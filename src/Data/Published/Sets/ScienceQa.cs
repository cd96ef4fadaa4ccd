using System.Text.Json.Nodes;
using LmmCl.Data.Published.Tables;

namespace LmmCl.Data.Published.Sets;

/// <summary>scienceqa_img: the questions of ScienceQA that have a picture; the answer is the position of an option.</summary>
internal static class ScienceQa
{
    public static PublishedSet Set { get; } = new(
        "scienceqa_img",
        "scienceqa_img",
        [new(PublishedSplit.Test, "test", 2_017)],
        [
            new(
                "rows",
                [Column.OptionalText("hint"), Column.Text("question"), Column.Texts("choices"), Column.Number("answer"), Column.Picture()],
                Of),
        ])
    {
        Repository = "lmms-lab/ScienceQA",
        Folder = "ScienceQA-IMG",
        Summary = "school science with a picture",
        AnswerForm = "option letter",
    };

    private static Example Of(Row row, SplitUse use)
    {
        var (hint, question, options) = (row.TextOrEmpty("hint"), row.Text("question"), row.Texts("choices"));
        var context = hint.Length > 0 ? $"Context: {hint}\n" : "";
        return new(
            [row.Picture()],
            $"{context}{question}\n{OptionLetters.Lines(options)}",
            OptionLetters.OfPosition(row, "answer", options.Count))
        {
            Document = new JsonObject
            {
                ["hint"] = hint,
                ["question"] = question,
                ["choices"] = Example.List(options),
                ["answer"] = row.Number64("answer"),
            },
        };
    }
}
