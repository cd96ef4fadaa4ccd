using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling;
using LmmCl.Modeling.Families;
using LmmCl.Modeling.Hardware;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Fidelity.Suites.Families;

/// <summary>Loss of a training batch, and its gradient for every parameter.</summary>
internal static class LossCases
{
    private const double LossTolerance = 1e-5;
    private const double GradientTolerance = 1e-4;
    private const double GradientFloor = 1e-6;

    public static IEnumerable<GoldenCase> Of(FamilyEntry entry, FamilyFolder family)
    {
        yield return new GoldenCase($"families/{family.Name}/loss", entry.Name, "1e-5", () => Loss(entry, family));
        if (entry.Gradients is not null)
        {
            yield return new GoldenCase(
                $"families/{family.Name}/gradients", entry.Name, "1e-4 x largest + 1e-6", () => Gradients(entry, family));
        }
    }

    /// <summary>Compares the loss computed from all logits, and from the rows of the answers alone, as in training.</summary>
    private static GoldenOutcome Loss(FamilyEntry entry, FamilyFolder family)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var tensors = family.Tensors(entry.File!);
        var model = family.Model(entry);
        using var batch = FileBatch.Read(tensors, model).MoveTo(model.Placement.Device);
        var logits = model.Logits(batch).to(ScalarType.Float32);
        var length = logits.shape[1];
        var whole = functional.cross_entropy(
            logits.narrow(1, 0, length - 1).flatten(0, 1), batch.Labels!.narrow(1, 1, length - 1).flatten());
        using var answers = AnswerPositions.Of(batch);
        return GoldenOutcome.All(
        [
            GoldenOutcome.Within(Math.Abs(whole.item<float>() - entry.Loss), LossTolerance, "loss from all logits"),
            GoldenOutcome.Within(
                Math.Abs(AnswerLoss(model, batch, answers).item<float>() - entry.Loss), LossTolerance, "loss from the answers' rows"),
            GoldenOutcome.Equal(
                answers.Count == entry.LabelTokens, () => $"label_tokens: expected {entry.LabelTokens}, found {answers.Count}"),
        ]);
    }

    private static GoldenOutcome Gradients(FamilyEntry entry, FamilyFolder family)
    {
        using var scope = NewDisposeScope();
        using var tensors = family.Tensors(entry.File!);
        using var golden = family.Tensors(entry.Gradients!);
        using var model = family.Fresh(entry);
        using var batch = FileBatch.Read(tensors, model).MoveTo(model.Placement.Device);
        using var answers = AnswerPositions.Of(batch);
        AnswerLoss(model, batch, answers).backward();
        var names = model.Parameters.Select(parameter => parameter.Name).ToHashSet();
        return GoldenOutcome.All(
        [
            .. model.Parameters.Select(parameter => Gradient(parameter, golden)),
            GoldenOutcome.Equal(
                golden.Names.All(names.Contains), () => $"the model has no {string.Join(", ", golden.Names.Except(names))}"),
        ]);
    }

    private static GoldenOutcome Gradient(ModelParameter parameter, GoldenTensors golden)
    {
        if (!golden.Has(parameter.Name))
        {
            return GoldenOutcome.Equal(parameter.Value.grad is null, () => $"{parameter.Name} has a gradient, the library's has none");
        }

        using var scope = NewDisposeScope();
        var expected = golden[parameter.Name];
        var tolerance = (GradientTolerance * expected.abs().max().item<float>()) + GradientFloor;
        return TensorDifference.Check(parameter.Value.grad ?? zeros_like(expected), expected, tolerance, $"gradient of {parameter.Name}");
    }

    private static Tensor AnswerLoss(VisionLanguageModel model, MultimodalBatch batch, AnswerPositions answers) =>
        functional.cross_entropy(model.Head(model.Hidden(batch, answers.Rows)), answers.Targets);
}
