using LmmCl.Data.Published.Tables;

namespace LmmCl.Data.Published.Sets;

/// <summary>realworldqa: scenes; the question itself holds options and instruction.</summary>
internal static class RealWorldQa
{
    public static PublishedSet Set { get; } = new(
        "realworldqa",
        "realworldqa",
        [new(PublishedSplit.Test, "test", 765)],
        [
            new(
                "rows",
                [Column.Text("question"), Column.Text("answer"), Column.Picture()],
                (row, _) => Example.Of(row.Picture(), row.Text("question"), row.Text("answer"))),
        ])
    {
        Repository = "lmms-lab/RealWorldQA",
        Summary = "scenes from cars and streets",
        AnswerForm = "option letter, number or word",
    };
}
