using System.Globalization;
using LmmCl.Events;

namespace LmmCl.Audit.Reruns;

/// <summary>The losses of two runs of one stage.</summary>
/// <param name="FirstStep">The first step whose loss is another; null where none is.</param>
/// <param name="Largest">Largest difference of a step's loss.</param>
/// <param name="Relative">The same in parts of the largest recorded loss.</param>
internal sealed record LossDifference(int? FirstStep, double Largest, double Relative);

/// <summary>Compares what each optimiser step recorded; how long it took is nobody's fault.</summary>
internal static class TrainingComparison
{
    /// <summary>What is compared.</summary>
    public const string What = "training steps";

    /// <summary>Compares.</summary>
    /// <param name="recorded">Points by step.</param>
    /// <param name="again">The same of the rerun.</param>
    /// <param name="tolerance">Largest relative difference of losses that may be.</param>
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

    /// <summary>Which examples a step takes and at which rate follows from the specification, on whatever hardware.</summary>
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
