using System.Globalization;
using LmmCl.Events;

namespace LmmCl.Audit.Reruns;

/// <summary>Compares a stage's measurements on its validation data, and the end of training that followed from them.</summary>
internal static class ValidationComparison
{
    /// <summary>Name of this comparison.</summary>
    public const string What = "measurements on validation data";

    /// <summary>Compares the measurements; null if the stage has none.</summary>
    /// <param name="recorded">The recorded stage.</param>
    /// <param name="again">The rerun.</param>
    /// <param name="tolerance">Largest acceptable difference of a loss, relative to the loss or to 1, whichever is larger.</param>
    public static ComparedPart? Of(StageRecord recorded, StageRecord again, double tolerance)
    {
        var steps = recorded.Measurements.Keys.Union(again.Measurements.Keys).Order().ToList();
        if (steps.Count == 0)
        {
            return null;
        }

        var pairs = steps
            .Select(step => (recorded.Measurements.GetValueOrDefault(step), again.Measurements.GetValueOrDefault(step)))
            .ToList();
        var end = Ending(recorded.Trained) == Ending(again.Trained) ? null
            : $"{Ending(recorded.Trained)} was recorded, it is {Ending(again.Trained)}";
        return ComparedPart.Of(
            What, [.. pairs.Select(Difference), end], end is null && pairs.All(pair => IsWithin(pair, tolerance)));
    }

    private static string? Difference((ValidationMeasured? Recorded, ValidationMeasured? Again) pair) => pair switch
    {
        ({ } recorded, { } again) when recorded == again => null,
        ({ } recorded, { } again) => string.Create(
            CultureInfo.InvariantCulture,
            $"step {recorded.Step}: loss {recorded.Loss}, score {recorded.Score}, best step {recorded.BestStep} were recorded, they are "
                + $"{again.Loss}, {again.Score} and {again.BestStep}"),
        ({ } recorded, null) => $"step {recorded.Step}: it was recorded, and is not measured now",
        (_, var again) => $"step {again!.Step}: it was not recorded",
    };

    private static bool IsWithin((ValidationMeasured? Recorded, ValidationMeasured? Again) pair, double tolerance) =>
        pair is ({ } recorded, { } again)
        && recorded.BestStep == again.BestStep
        && recorded.Score == again.Score
        && Math.Abs(recorded.Loss - again.Loss) <= tolerance * Math.Max(1, Math.Abs(recorded.Loss));

    private static string Ending(StageTrained? trained) =>
        $"step {trained?.OptimizerSteps} with the weights of step {trained?.KeptStep ?? trained?.OptimizerSteps}";
}
