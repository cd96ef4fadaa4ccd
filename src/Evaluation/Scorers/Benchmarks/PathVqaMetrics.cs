namespace LmmCl.Evaluation.Scorers.Benchmarks;

/// <summary>Names of the six PathVQA metrics.</summary>
internal static class PathVqaMetrics
{
    public const string Binary = "pathvqa_binary_accuracy";

    public static IReadOnlyList<string> All { get; } =
        ["pathvqa_exact_match", "pathvqa_f1", "pathvqa_bleu1", "pathvqa_bleu2", "pathvqa_bleu3", Binary];

    public static SampleScore Scores(double exactMatch, double f1, Func<int, double> bleu, double? binary, string reading) => new(
        new Dictionary<string, double?>
        {
            ["pathvqa_exact_match"] = exactMatch,
            ["pathvqa_f1"] = f1,
            ["pathvqa_bleu1"] = bleu(1),
            ["pathvqa_bleu2"] = bleu(2),
            ["pathvqa_bleu3"] = bleu(3),
            [Binary] = binary,
        },
        reading);
}
