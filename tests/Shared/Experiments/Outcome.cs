using LmmCl.Events;
using LmmCl.Modeling.Checkpoints;

namespace LmmCl.Tests;

/// <summary>What two runs of one experiment must have in common: the weights after each stage and every answer.</summary>
internal sealed record Outcome(
    IReadOnlyList<string> Checkpoints,
    IReadOnlyList<(int Stage, string Benchmark, double Score, ContentHash Answers)> Scores)
{
    public static async Task<Outcome> OfAsync(Workplace place, string experiment = "small")
    {
        var history = await place.HistoryAsync(experiment);
        await place.IsConsistentAsync(experiment);
        var checkpoints = history.OfType<CheckpointWritten>()
            .Select(written => CheckpointManifest.Open(place.PathOf(experiment, written.Path)).State);
        var scores = history.OfType<BenchmarkScored>()
            .Select(scored => (scored.Stage.Number, scored.Benchmark, scored.Score.Value, scored.Score.Answers))

            // Of experiments side by side, chance decides who answers which of the base model's benchmarks first.
            .OrderBy(scored => scored.Number).ThenBy(scored => scored.Benchmark, StringComparer.Ordinal);
        return new Outcome([.. checkpoints], [.. scores]);
    }

    public void IsSameAs(Outcome other)
    {
        Assert.Equal(Checkpoints, other.Checkpoints);
        Assert.Equal(Scores, other.Scores);
    }
}
