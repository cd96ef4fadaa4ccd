using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Hardware;
using LmmCl.Training.Optimisation;

namespace LmmCl.Fidelity.Suites.Training;

/// <summary>One training run, split into a case per quantity so that every row of the report has one unit and one tolerance.</summary>
internal static class RunCases
{
    public static IEnumerable<GoldenCase> Of(TrainingCase stated, string name, TrainingOptions options, Placement placement)
    {
        var run = new Lazy<GoldenTraining>(() => GoldenTraining.Run(stated, options, placement));
        yield return EachStep("rate", "1e-12", 1e-12, (expected, found) => Math.Abs(expected.LearningRate - found.LearningRate));
        yield return EachStep("loss", "2e-5", 2e-5, (expected, found) => Math.Abs(expected.Loss - found.Loss));
        yield return EachStep(
            "gradient norm", "1e-3 relative", 1e-3, (expected, found) => Relative(expected.GradientNorm, found.GradientNorm));
        yield return EachStep("label tokens", "0", 0, (expected, found) => Math.Abs(expected.LabelTokens - found.LabelTokens));
        yield return new GoldenCase("training/change of each tensor", name, "1e-3 relative", () => DeltaNorms(stated, run.Value));
        if (stated.Tensors is not null)
        {
            yield return new GoldenCase("training/final tensors", name, "1e-4", () => FinalTensors(stated, run.Value));
        }

        GoldenCase EachStep(string what, string words, double tolerance, Func<TrainingLogEntry, TrainingLogEntry, double> difference) =>
            new($"training/{what}", name, words, () => Steps(stated.Log, run.Value.Log, what, tolerance, difference));
    }

    private static GoldenOutcome Steps(
        IReadOnlyList<TrainingLogEntry> stated,
        IReadOnlyList<TrainingLogEntry> taken,
        string what,
        double tolerance,
        Func<TrainingLogEntry, TrainingLogEntry, double> difference) =>
        taken.Count != stated.Count
            ? new GoldenOutcome(Verdict.Failed, double.NaN, $"{stated.Count} steps expected, {taken.Count} taken")
            : GoldenOutcome.All(stated.Zip(taken, (expected, found) =>
                GoldenOutcome.Within(difference(expected, found), tolerance, $"step {expected.Step}: {what}")));

    /// <summary>
    /// Compares the norms of changes. The key projection's bias in a tower without rotary positions has a gradient of rounding noise only,
    /// which Adam scales to full-size steps.
    /// </summary>
    private static GoldenOutcome DeltaNorms(TrainingCase stated, GoldenTraining run)
    {
        var others = run.DeltaNorms.Keys.ToHashSet();
        others.SymmetricExceptWith(stated.DeltaNorms.Keys);
        return others.Count > 0
            ? new GoldenOutcome(
                Verdict.Failed, double.NaN, $"other tensors train: {string.Join(", ", others.Order(StringComparer.Ordinal).Take(3))}")
            : GoldenOutcome.All(stated.DeltaNorms
                .Where(tensor => !IsTowerKeyBias(tensor.Key))
                .Select(tensor => GoldenOutcome.Within(Relative(tensor.Value, run.DeltaNorms[tensor.Key]), 1e-3, tensor.Key)));
    }

    private static GoldenOutcome FinalTensors(TrainingCase stated, GoldenTraining run)
    {
        using var file = Modeling.Checkpoints.SafetensorsFile.Open(stated.Tensors!);
        return GoldenOutcome.All(file.Entries.Keys.Where(name => !IsTowerKeyBias(name)).Select(name =>
            run.Tensors.TryGetValue(name, out var found)
                ? GoldenOutcome.Within(Largest(file.ReadSingles(name), found), 1e-4, name)
                : new GoldenOutcome(Verdict.Failed, double.NaN, $"{name} did not train")));
    }

    private static bool IsTowerKeyBias(string name) =>
        name.Contains("vision_tower", StringComparison.Ordinal) && name.EndsWith("k_proj.bias", StringComparison.Ordinal);

    private static double Largest(float[] expected, float[] found) =>
        expected.Length == found.Length ? expected.Zip(found, (one, other) => (double)Math.Abs(one - other)).Max() : double.NaN;

    private static double Relative(double expected, double found) =>
        expected == 0 ? Math.Abs(found) : Math.Abs(expected - found) / Math.Abs(expected);
}
