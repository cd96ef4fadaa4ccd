using LmmCl.Training;

namespace LmmCl.Fidelity.Suites.Training;

/// <summary>One run, trained once, as a case for each quantity: every row of the report then has one unit and one tolerance.</summary>
internal static class RunCases
{
    public static IEnumerable<GoldenCase> Of(TrainingCase stated, string name, TrainingOptions options)
    {
        var run = new Lazy<GoldenTraining>(() => GoldenTraining.Run(stated, options));
        yield return new GoldenCase("training/rate", name, "1e-12", () => Steps(stated, run.Value, "rate", 1e-12, (expected, found) => Math.Abs(expected.LearningRate - found.LearningRate)));
        yield return new GoldenCase("training/loss", name, "2e-5", () => Steps(stated, run.Value, "loss", 2e-5, (expected, found) => Math.Abs(expected.Loss - found.Loss)));
        yield return new GoldenCase("training/gradient norm", name, "1e-3 relative", () => Steps(stated, run.Value, "gradient norm", 1e-3, (expected, found) => Relative(expected.GradientNorm, found.GradientNorm)));
        yield return new GoldenCase("training/label tokens", name, "0", () => Steps(stated, run.Value, "label tokens", 0, (expected, found) => Math.Abs(expected.LabelTokens - found.LabelTokens)));
        yield return new GoldenCase("training/change of each tensor", name, "1e-3 relative", () => DeltaNorms(stated, run.Value));
        if (stated.Tensors is not null)
        {
            yield return new GoldenCase("training/final tensors", name, "1e-4", () => FinalTensors(stated, run.Value));
        }
    }

    private static GoldenOutcome Steps(TrainingCase stated, GoldenTraining run, string what, double tolerance, Func<TrainingLogEntry, TrainingLogEntry, double> difference) =>
        run.Log.Count != stated.Log.Count
            ? new GoldenOutcome(Verdict.Failed, double.NaN, $"{stated.Log.Count} steps expected, {run.Log.Count} taken")
            : GoldenOutcome.All(stated.Log.Zip(run.Log, (expected, found) => GoldenOutcome.Within(difference(expected, found), tolerance, $"step {expected.Step}: {what}")));

    /// <summary>A key projection's bias in a tower without rotary positions has no gradient but rounding noise, which Adam scales to full-size steps.</summary>
    private static GoldenOutcome DeltaNorms(TrainingCase stated, GoldenTraining run) =>
        run.DeltaNorms.Keys.Order().SequenceEqual(stated.DeltaNorms.Keys.Order())
            ? GoldenOutcome.All(stated.DeltaNorms
                .Where(tensor => !IsTowerKeyBias(tensor.Key))
                .Select(tensor => GoldenOutcome.Within(Relative(tensor.Value, run.DeltaNorms[tensor.Key]), 1e-3, tensor.Key)))
            : new GoldenOutcome(Verdict.Failed, double.NaN, $"other tensors train: {string.Join(", ", run.DeltaNorms.Keys.Except(stated.DeltaNorms.Keys).Concat(stated.DeltaNorms.Keys.Except(run.DeltaNorms.Keys)).Take(3))}");

    private static GoldenOutcome FinalTensors(TrainingCase stated, GoldenTraining run)
    {
        using var file = Modeling.Checkpoints.SafetensorsFile.Open(stated.Tensors!);
        return GoldenOutcome.All(file.Entries.Keys.Where(name => !IsTowerKeyBias(name)).Select(name =>
            run.Tensors.TryGetValue(name, out var found)
                ? GoldenOutcome.Within(file.ReadSingles(name).Zip(found, (expected, value) => (double)Math.Abs(expected - value)).Max(), 1e-4, name)
                : new GoldenOutcome(Verdict.Failed, double.NaN, $"{name} did not train")));
    }

    private static bool IsTowerKeyBias(string name) =>
        name.Contains("vision_tower", StringComparison.Ordinal) && name.EndsWith("k_proj.bias", StringComparison.Ordinal);

    private static double Relative(double expected, double found) => expected == 0 ? Math.Abs(found) : Math.Abs(expected - found) / Math.Abs(expected);
}
