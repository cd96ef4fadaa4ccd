using System.Text.Json.Nodes;
using LmmCl.Data.Published.Tables;

namespace LmmCl.Data.Published.Sets;

/// <summary>textvqa: text in scenes. Ten annotators answer; training learns the most frequent of their answers.</summary>
internal static class TextVqa
{
    private static readonly Column[] columns =
        [Column.Text("image_id"), Column.Text("question_id"), Column.Text("question"), Column.Texts("answers")];

    public static PublishedSet Set { get; } = new(
        "textvqa",
        "textvqa_val",
        [new(PublishedSplit.Train, "train", 34_602), new(PublishedSplit.Test, "validation", 5_000)],
        [
            new("rows with pictures", [.. columns, Column.Picture()], (row, use) => Of(row, row.Picture())),
            new("JSON of the annotations", columns, (row, use) => Of(row, new PictureSource(null, $"{row.Text("image_id")}.jpg"))),
        ])
    {
        Repository = "lmms-lab/textvqa",
        Summary = "text in scenes",
        AnswerForm = "word or phrase",
    };

    private static Example Of(Row row, PictureSource picture)
    {
        var (question, answers) = (row.Text("question"), row.Texts("answers"));
        return new([picture], question, MostFrequent(answers))
        {
            Id = $"textvqa_{row.Text("question_id")}",
            Document = new JsonObject
            {
                ["question_id"] = row.Number64("question_id"),
                ["question"] = question,
                ["answers"] = Example.List(answers),
            },
        };
    }

    /// <summary>Returns the answer that is given most often, the earliest of several.</summary>
    private static string MostFrequent(IReadOnlyList<string> answers) =>
        answers.GroupBy(answer => answer, StringComparer.Ordinal).MaxBy(group => group.Count())!.Key;
}
