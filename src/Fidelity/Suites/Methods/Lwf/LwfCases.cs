using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.Lwf;

/// <summary>LwF: its losses, the gradient with respect to the student's logits, and the distilled positions.</summary>
internal static class LwfCases
{
    public const string Stated = "losses 1e-5 relative, gradients 1e-4 relative + 1e-6, positions exact";
    public const string StatedPositions = "exact";

    private const string Method = "LwF";
    private const double LossTolerance = 1e-5;
    private const double LossFloor = 1e-9;
    private const double GradientTolerance = 1e-4;
    private const double GradientFloor = 1e-6;

    /// <summary>
    /// Compares total, task loss and gradient in training precision. The distillation loss is the difference of the two losses, which only
    /// double precision gives to five digits.
    /// </summary>
    public static GoldenOutcome Check(JsonElement item, string folder, Func<string, IMitigationMethod> methods)
    {
        using var scope = NewDisposeScope();
        using var file = new GoldenTensors(Path.Combine(folder, item.Text("file")));
        var group = item.Text("tensors");
        Tensor Of(string name) => file[$"{group}/{name}"];
        var (student, teacher, labels, mask) = (Of("student_logits"), Of("teacher_logits"), Of("labels"), Of("attention_mask"));
        JsonObject Settings() => new()
        {
            ["lambda"] = item.GetProperty("lambda").GetDouble(),
            ["temperature"] = item.GetProperty("temperature").GetDouble(),
            ["positions"] = item.Text("mode"),
        };
        var step = LwfStep.Of(methods(Method), Settings(), student, teacher, labels, mask);
        var precise = LwfStep.Of(
            methods(Method), Settings(), student.to(ScalarType.Float64), teacher.to(ScalarType.Float64), labels, mask);
        return GoldenOutcome.All(
        [
            Loss(item, "total_loss", step.Total),
            Loss(item, "task_loss", step.Task),
            Loss(item, "distillation_loss", precise.Total - precise.Task),
            Gradient(step.Gradient, file[item.Text("gradient")]),
            item.GetProperty("positions").ValueKind == JsonValueKind.Null
                ? GoldenOutcome.Exact
                : Positions(item, LwfStep.DistilledPositions(methods(Method), item.Text("mode"), labels, mask)),
        ]);
    }

    /// <summary>Compares the published selection from n positions.</summary>
    public static GoldenOutcome CheckPositions(JsonElement item, Func<string, IMitigationMethod> methods)
    {
        using var scope = NewDisposeScope();
        var n = item.GetProperty("n").GetInt64();
        var labels = full([1, n], Numbers.Of(MultimodalBatch.IgnoredLabel), dtype: ScalarType.Int64);
        return Positions(item, LwfStep.DistilledPositions(methods(Method), "as-published", labels, ones_like(labels)));
    }

    private static GoldenOutcome Loss(JsonElement item, string field, double found)
    {
        var expected = item.GetProperty(field).GetDouble();
        var difference = Math.Abs(found - expected);
        var relative = difference <= LossFloor ? 0 : difference / Math.Abs(expected);
        return GoldenOutcome.Within(relative, LossTolerance, $"{field}: expected {expected:R}, found {found:R}, relative");
    }

    private static GoldenOutcome Gradient(Tensor found, Tensor expected)
    {
        var difference = (found - expected).abs();
        var within = difference.le(expected.abs().Times(GradientTolerance).Plus(tensor(GradientFloor))).all().item<bool>();
        var largest = difference.max().item<float>();
        return within
            ? new GoldenOutcome(Verdict.Passed, largest)
            : new GoldenOutcome(Verdict.Failed, largest, $"gradient: differs by {largest:G6}");
    }

    private static GoldenOutcome Positions(JsonElement item, long[] found)
    {
        var expected = item.GetProperty("positions").EnumerateArray().Select(position => position.GetInt64()).ToArray();
        return GoldenOutcome.Equal(
            found.SequenceEqual(expected),
            () => $"positions: expected {expected.Length} ({Shown(expected)}), found {found.Length} ({Shown(found)})");
    }

    private static string Shown(long[] positions) => string.Join(' ', positions.Take(20)) + (positions.Length > 20 ? " ..." : "");
}
