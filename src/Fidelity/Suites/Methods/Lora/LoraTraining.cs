using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using LmmCl.Training.Optimisation;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.Lora;

/// <summary>Loss, gradients and ten steps of AdamW, starting from an adapter written by PEFT.</summary>
internal static class LoraTraining
{
    private const double LossTolerance = 1e-5;
    private const double GradientTolerance = 1e-4;
    private const double GradientFloor = 1e-6;
    private const double StepTolerance = 1e-4;
    private const double Rate = 1e-3;

    /// <summary>Compares the trained parameters with PEFT's, the loss, and its gradient for each of them.</summary>
    public static GoldenOutcome Gradients(LoraEntry entry, Func<string, IMitigationMethod> methods)
    {
        using var scope = NewDisposeScope();
        using var model = entry.Base();
        using var lora = new LoraUnderTest(methods, model);
        using var expected = entry.Expected();
        using var batch = entry.Batch();
        using var answers = AnswerPositions.Of(batch);
        lora.Prepare(LoraUnderTest.From(entry.Adapter, "continue"));
        var loss = lora.Loss(batch, answers);
        loss.backward();
        var trained = lora.Trained.ToDictionary(parameter => parameter.Name);
        return GoldenOutcome.All(
        [
            Relative(loss.item<float>(), entry["loss"].GetDouble(), LossTolerance, "loss"),
            GoldenOutcome.Equal(
                entry.Names("trainable").Select(Own).ToHashSet().SetEquals(trained.Keys),
                () => $"trainable: {string.Join(", ", trained.Keys)}"),
            Count(trained.Values.Sum(parameter => parameter.Value.numel()), entry["trainable_count"].GetInt64()),
            .. entry.Names("trainable").Select(name => Gradient(trained[Own(name)], expected[$"gradient/{name}"])),
        ]);
    }

    /// <summary>Compares the losses before each of ten updates and after the last, and the final parameters.</summary>
    public static GoldenOutcome TenSteps(LoraEntry entry, Func<string, IMitigationMethod> methods)
    {
        using var scope = NewDisposeScope();
        using var model = entry.Base();
        using var lora = new LoraUnderTest(methods, model);
        using var expected = entry.Expected();
        using var batch = entry.Batch();
        using var answers = AnswerPositions.Of(batch);
        lora.Prepare(LoraUnderTest.From(entry.Adapter, "continue"));
        using var optimiser = new Optimiser(lora.Trained, new TrainingOptions { LearningRate = Rate });
        var losses = entry.Numbers("losses_of_ten_steps_and_after");
        var found = new List<double>();
        for (var step = 1; step <= losses.Count; step++)
        {
            using var inner = NewDisposeScope();
            var loss = lora.Loss(batch, answers, step);
            found.Add(loss.item<float>());
            if (step < losses.Count)
            {
                optimiser.ClearGradients();
                loss.backward();
                optimiser.CollectGradients();
                optimiser.Step(1);
            }
        }

        var trained = lora.Trained.ToDictionary(parameter => parameter.Name);
        return GoldenOutcome.All(
        [
            .. found.Select((loss, step) => Relative(loss, losses[step], StepTolerance, $"loss after {step} steps")),
            .. entry.Names("trainable").Select(name => $"after-10-steps/{name}").Zip(entry.Names("trainable").Select(Own), (key, name) =>
                TensorDifference.Check(trained[name].Value, expected[key], StepTolerance, key)),
        ]);
    }

    /// <summary>Maps PEFT's name of a base-model parameter back to the model's own name.</summary>
    public static string Own(string name) =>
        name.Replace(".base_layer.", ".", StringComparison.Ordinal).Replace(".modules_to_save.", ".", StringComparison.Ordinal);

    private static GoldenOutcome Gradient(ModelParameter parameter, Tensor expected)
    {
        var tolerance = (GradientTolerance * expected.abs().max().item<float>()) + GradientFloor;
        return TensorDifference.Check(parameter.Value.grad ?? zeros_like(expected), expected, tolerance, $"gradient of {parameter.Name}");
    }

    private static GoldenOutcome Relative(double found, double expected, double tolerance, string what) =>
        GoldenOutcome.Within(Math.Abs(found - expected) / Math.Abs(expected), tolerance, what);

    private static GoldenOutcome Count(long found, long expected) =>
        GoldenOutcome.Equal(found == expected, () => $"trainable_count: expected {expected}, found {found}");
}
