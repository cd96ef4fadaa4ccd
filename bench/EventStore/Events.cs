using LmmCl.Events;

namespace LmmCl.EventStore.Bench;

/// <summary>Events as an experiment reports them.</summary>
internal static class Events
{
    internal static IExperimentEvent Scored(int step) => new BenchmarkScored(
        new(step % 6),
        "docvqa",
        new("anls", 1, "anls", step % 1000 / 10.0, null, 200, 2.5, ContentHash.Of($"{step}"), $"stage-{step % 6}/docvqa.jsonl"),
        PromptMode.Default,
        TimeSpan.FromMilliseconds(step));

    /// <summary>A history of one experiment: mostly progress of training, with a score among every ten events.</summary>
    internal static IExperimentEvent OfHistory(int place) => place % 10 == 0
        ? Scored(place)
        : new TrainingProgressed(new(1 + (place / 200)), 10_000, [Point(place)]);

    private static TrainingPoint Point(int step) => new(step, 2.5 / (1 + step), 1e-3, 0.5, 6400, step * 0.25);
}
