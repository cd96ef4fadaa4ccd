using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Families;
using LmmCl.Training;
using LmmCl.Training.Examples;
using LmmCl.Training.Optimisation;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Families;

/// <summary>Several optimiser steps of a recipe, by the loop that also trains stages.</summary>
internal static class TrajectoryCases
{
    private const double LossTolerance = 2e-5;
    private const double ParameterTolerance = 1e-4;
    private const double RelativeTolerance = 1e-3;
    private const double RateTolerance = 1e-9;
    private const double SpreadFactor = 10;

    /// <summary>A norm below this is zero or rounding noise, and its relative difference is meaningless.</summary>
    private const double NormFloor = 1e-6;

    public static IEnumerable<GoldenCase> Of(FamilyEntry entry, FamilyFolder family, IReadOnlyList<FamilyEntry> batches)
    {
        var optimizer = entry.Optimizer!;
        yield return optimizer is { Betas: [0.9, 0.999], Eps: 1e-8 }
            ? new GoldenCase(
                $"families/{family.Name}/trajectory", entry.Name, "2e-5 loss, 1e-3 norms, 1e-4 tensors", () => Run(entry, family, batches))
            : GoldenCase.NotCovered($"families/{family.Name}/trajectory", entry.Name, "AdamW has other betas or epsilon than the study's");
    }

    private static GoldenOutcome Run(FamilyEntry entry, FamilyFolder family, IReadOnlyList<FamilyEntry> batches)
    {
        using var scope = NewDisposeScope();
        using var model = family.Fresh(entry);
        var initial = model.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value.detach().clone());
        var trained = Recipes.Parse(entry.Recipe).Select(model);
        var log = new StepLog();
        var (stage, options) = Stage(entry, model);
        new StageTrainer(new RecipeMethod(entry.Recipe), stage, new GoldenExamples(batches, family, model), options)
            .RunAsync(null, log)
            .GetAwaiter()
            .GetResult();
        return GoldenOutcome.All(
        [
            GoldenOutcome.Equal(
                trained.Sum(parameter => parameter.Value.numel()) == entry.TrainedParameters,
                () => $"trained_parameters: expected {entry.TrainedParameters}"),
            .. Steps(entry, log),
            .. Deltas(entry, trained, initial),
            .. entry.File is null ? [] : Finals(entry, family, trained),
        ]);
    }

    private static (StageContext Stage, TrainingOptions Options) Stage(FamilyEntry entry, VisionLanguageModel model)
    {
        var optimizer = entry.Optimizer!;
        var stage = new StageContext
        {
            Number = 1,
            Skill = entry.Name,
            Model = model,
            Seed = 0,
            BoundSettings = new object(),
            WorkFolder = Path.GetTempPath(),
            StateFolder = Path.Combine(Path.GetTempPath(), "method"),
            Files = new SafetensorsFiles(),
        };
        return (stage, new TrainingOptions
        {
            LearningRate = optimizer.Lr,
            MaxSteps = optimizer.Steps,
            EffectiveBatch = 1,
            MicroBatch = 1,
            WarmupRatio = (double)optimizer.WarmupSteps / optimizer.Steps,
            WeightDecay = optimizer.WeightDecay,
            Clip = optimizer.Clip,
            Order = ExampleOrder.AsInFile,
        });
    }

    private static IEnumerable<GoldenOutcome> Steps(FamilyEntry entry, StepLog log)
    {
        var tolerance = Math.Max(LossTolerance, SpreadFactor * entry.LibrarySpread.Loss);
        yield return GoldenOutcome.Equal(
            log.Points.Count == entry.Log.Count, () => $"steps: expected {entry.Log.Count}, found {log.Points.Count}");
        foreach (var (found, expected) in log.Points.Zip(entry.Log))
        {
            yield return GoldenOutcome.Within(Math.Abs(found.LearningRate - expected.Lr), RateTolerance, $"step {expected.Step}: lr");
            yield return GoldenOutcome.Within(Math.Abs(found.Loss - expected.Loss), tolerance, $"step {expected.Step}: loss");
            yield return Relative(found.GradientNorm, expected.GradNorm, $"step {expected.Step}: grad_norm");
        }
    }

    private static IEnumerable<GoldenOutcome> Deltas(
        FamilyEntry entry, IReadOnlyList<ModelParameter> trained, Dictionary<string, Tensor> initial)
    {
        yield return GoldenOutcome.Equal(
            entry.DeltaNorms.Keys.ToHashSet().SetEquals(trained.Select(parameter => parameter.Name)),
            () => "delta_norms: other tensors train");
        var compared = trained.Where(parameter =>
            !entry.TensorsWithoutSignal.Contains(parameter.Name) && entry.DeltaNorms.ContainsKey(parameter.Name));
        foreach (var parameter in compared)
        {
            using var delta = parameter.Value.detach() - initial[parameter.Name];
            yield return Relative(TensorDifference.Norm(delta), entry.DeltaNorms[parameter.Name], $"delta norm of {parameter.Name}");
        }
    }

    private static IEnumerable<GoldenOutcome> Finals(FamilyEntry entry, FamilyFolder family, IReadOnlyList<ModelParameter> trained)
    {
        var tolerance = Math.Max(ParameterTolerance, SpreadFactor * entry.LibrarySpread.Parameters);
        var parameters = trained.ToDictionary(parameter => parameter.Name);
        using var golden = family.Tensors(entry.File!);
        foreach (var name in golden.Names.Except(entry.TensorsWithoutSignal).ToList())
        {
            using var expected = golden[name];
            yield return TensorDifference.Check(parameters[name].Value, expected, tolerance, $"final {name}");
        }
    }

    private static GoldenOutcome Relative(double found, double expected, string what) =>
        GoldenOutcome.Within(Math.Abs(found - expected) / Math.Max(Math.Abs(expected), NormFloor), RelativeTolerance, what);

    private sealed class StepLog : ITrainingListener
    {
        public List<Events.TrainingPoint> Points { get; } = [];

        public void StepTaken(TrainingProgress progress) => Points.Add(progress.Point);
    }

    /// <summary>The golden batches as one example each, since their padding and order are fixed.</summary>
    private sealed class GoldenExamples(
        IReadOnlyList<FamilyEntry> batches, FamilyFolder family, VisionLanguageModel model) : ITrainingExamples
    {
        public int Count => batches.Count;

        public int Length(int example) => 1;

        public int LabelTokens(int example) => batches[example].LabelTokens;

        public MultimodalBatch Collate(IReadOnlyList<int> examples)
        {
            using var tensors = family.Tensors(batches[examples.Single()].File!);
            return FileBatch.Read(tensors, model);
        }
    }
}
