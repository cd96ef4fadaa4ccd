using LmmCl.Data.Specs;
using LmmCl.Evaluation.Benchmarks;
using LmmCl.Evaluation.Scorers;

namespace LmmCl.Evaluation.Tests;

/// <summary>A benchmark of pictures to count in; the ids of its items are 0, 1, 2.</summary>
internal static class Counting
{
    public static BenchmarkRequest Request(string answersPath, params int[] golds) =>
        new("countbench", ScorerCatalog.Find("countbench"), [.. golds.Select(Item)], "model", answersPath);

    private static BenchmarkItem Item(int number, int index) =>
        new($"{index}", [$"{index}.png"], Tests.Item.Of(new { question = "How many?", number }), "How many?");
}
