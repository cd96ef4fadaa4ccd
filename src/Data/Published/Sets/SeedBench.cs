using System.Text.Json.Nodes;
using LmmCl.Data.Published.Tables;

namespace LmmCl.Data.Published.Sets;

/// <summary>seedbench: four options about one picture, or about several frames of a video.</summary>
internal static class SeedBench
{
    private static readonly string[] choices = ["choice_a", "choice_b", "choice_c", "choice_d"];

    public static PublishedSet Set { get; } = new(
        "seedbench",
        "seedbench",
        [new(PublishedSplit.Test, "test", 17_990)],
        [
            new(
                "rows",
                [
                    Column.Text("question_id"), Column.Text("question"), .. choices.Select(Column.Text), Column.Text("answer"),
                    Column.Text("data_type"), Column.Pictures(),
                ],
                Of),
        ])
    {
        Repository = "lmms-lab/SEED-Bench",
        Summary = "pictures and frames of videos",
        AnswerForm = "option letter",
    };

    private static Example Of(Row row, SplitUse use)
    {
        var question = row.Text("question");
        var document = new JsonObject { ["question_id"] = row.Text("question_id"), ["question"] = question };
        foreach (var choice in choices)
        {
            document[choice] = row.Text(choice);
        }

        document["answer"] = row.Text("answer");
        document["data_type"] = row.Text("data_type");
        return new(
            row.Pictures(), $"{question}\n{OptionLetters.Lines(choices.Select(row.Text))}", OptionLetters.Given(row, "answer"))
        {
            Document = document,
        };
    }
}
