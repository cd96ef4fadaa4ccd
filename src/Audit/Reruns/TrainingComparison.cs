using System.Globalization;
using LmmCl.Events;

namespace LmmCl.Audit.Reruns;

/// <summary>The losses of two runs of one stage.</summary>
/// <param name="FirstStep">The first step with a different loss; null if there is none.</param>
/// <param name="Largest">Largest absolute difference of a step's loss.</param>
/// <param name="Relative">Largest difference relative to the largest recorded loss.</param>
internal sealed record LossDifference(int? FirstStep, double Largest, double Relative);

/// <summary>Compares the records of each optimiser step, ignoring durations.</summary>
internal static class TrainingComparison
{
    /// <summary>Name of this comparison.</summary>
    public const string What = "training steps";

    /// <summary>Compares the steps of a stage.</summary>
    /// <param name="recorded">Recorded points by step.</param>
    /// <param name="again">Points of the rerun by step.</param>
    /// <param name="tolerance">Largest acceptable relative difference of losses.</param>
    public static (ComparedPart Part, LossDifference Losses) Of(
        IReadOnlyDictionary<int, TrainingPoint> recorded, IReadOnlyDictionary<int, TrainingPoint> again, double tolerance)
    {
        var steps = recorded.Keys.Union(again.Keys).Order().ToList();
        var common = steps.Where(step => recorded.ContainsKey(step) && again.ContainsKey(step)).ToList();
        var largest = common.Select(step => Math.Abs(recorded[step].Loss - again[step].Loss)).DefaultIfEmpty().Max();
        var scale = recorded.Values.Select(point => Math.Abs(point.Loss)).DefaultIfEmpty().Max();
        var losses = new LossDifference(
            common.Where(step => recorded[step].Loss != again[step].Loss).Select(step => (int?)step).FirstOrDefault(),
            largest,
            largest == 0 ? 0 : largest / scale);
        var isWithin = common.Count == steps.Count
            && losses.Relative <= tolerance
            && common.All(step => SamePlan(recorded[step], again[step]));
        return (ComparedPart.Of(What, [.. steps.Select(step => Difference(step, recorded, again))], isWithin), losses);
    }

    /// <summary>True if a step uses the same examples at the same rate, which the specification determines on any hardware.</summary>
    private static bool SamePlan(TrainingPoint recorded, TrainingPoint again) =>
        recorded.LabelTokens == again.LabelTokens && recorded.LearningRate == again.LearningRate;

    private static string? Difference(
        int step, IReadOnlyDictionary<int, TrainingPoint> recorded, IReadOnlyDictionary<int, TrainingPoint> again)
    {
        if (!recorded.TryGetValue(step, out var before) || !again.TryGetValue(step, out var now))
        {
            return $"step {step}: {(again.ContainsKey(step) ? "it was not recorded" : "it was recorded, but the stage ends before it")}";
        }

        var differing = new (string Name, double Recorded, double Again)[]
        {
            ("loss", before.Loss, now.Loss),
            ("gradient norm", before.GradientNorm, now.GradientNorm),
            ("learning rate", before.LearningRate, now.LearningRate),
            ("label tokens", before.LabelTokens, now.LabelTokens),
        }.FirstOrDefault(figure => !figure.Recorded.Equals(figure.Again));
        return differing.Name is null
            ? null
            : string.Create(
                CultureInfo.InvariantCulture, $"step {step}: {differing.Name} {differing.Recorded} was recorded, it is {differing.Again}");
    }
}
