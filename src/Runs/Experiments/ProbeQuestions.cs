using LmmCl.Data.Specs;
using LmmCl.Evaluation.Benchmarks;

namespace LmmCl.Runs.Experiments;

/// <summary>Prompts that are unrelated to the taught skills: captions, or the held-out benchmarks in equal shares.</summary>
internal static class ProbeQuestions
{
    /// <summary>Longest reply in tokens.</summary>
    public const int LongestCaption = 16;

    /// <summary>Returns about <paramref name="count"/> prompts.</summary>
    public static IReadOnlyList<Question> Of(ExperimentPlan plan, int count)
    {
        if (ProbeRecords.Captions(plan, count) is var (captions, folder))
        {
            return [.. captions.Select(record => new Question(record.Id, record.Question, folder.PathsOf(record)))];
        }

        var each = Math.Max(1, count / Math.Max(1, plan.World.Benchmarks.Count));
        return [.. plan.World.Benchmarks.SelectMany(benchmark => Of(benchmark).Take(each))];
    }

    private static IEnumerable<Question> Of(BenchmarkSpec benchmark) =>
        from item in BenchmarkItems.Read(benchmark)
        let text = benchmark.Prompt is { } prompt ? prompt.Around(item.Question) : item.Question
        select new Question($"{benchmark.Id}/{item.Id}", text, item.Pictures);
}
