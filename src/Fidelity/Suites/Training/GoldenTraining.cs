using LmmCl.Abstractions;
using LmmCl.Data.Batches;
using LmmCl.Data.Llava;
using LmmCl.Modeling;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Hardware;
using LmmCl.Training;
using LmmCl.Training.Examples;
using LmmCl.Training.Optimisation;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Training;

/// <summary>A training run of this code: its log and the final trained tensors.</summary>
/// <param name="Log">The log of all optimiser steps.</param>
/// <param name="Tensors">Final values of the trained tensors.</param>
/// <param name="DeltaNorms">Norms of final minus initial values.</param>
internal sealed record GoldenTraining(
    IReadOnlyList<TrainingLogEntry> Log, IReadOnlyDictionary<string, float[]> Tensors, IReadOnlyDictionary<string, double> DeltaNorms)
{
    public static GoldenTraining Run(TrainingCase stated, TrainingOptions options, Placement placement)
    {
        using var scope = NewDisposeScope();
        using var loaded = MultimodalModels.Load(stated.Checkpoint, placement);
        var before = Values(loaded.Model.Parameters);
        var recording = new Recording();
        var stage = new StageContext
        {
            Number = 1,
            Skill = stated.Name,
            Model = loaded.Model,
            Seed = options.Seed,
            BoundSettings = new object(),
            WorkFolder = Path.GetTempPath(),
            StateFolder = Path.Combine(Path.GetTempPath(), "method"),
            Files = new SafetensorsFiles(),
        };
        var trainer = new StageTrainer(new RecipeMethod(stated.Recipe), stage, Examples(loaded, stated), options);
        var outcome = trainer.RunAsync(listener: recording).GetAwaiter().GetResult();
        var after = Values(outcome.Trained);
        return new(recording.Log, after, after.ToDictionary(tensor => tensor.Key, tensor => Distance(before[tensor.Key], tensor.Value)));
    }

    private static EncodedExamples Examples(LoadedModel loaded, TrainingCase stated)
    {
        var inputs = FamilyInputs.For(loaded);
        var pictures = new PictureFolder(Path.GetDirectoryName(stated.Records)!);
        return new EncodedExamples(inputs, inputs.Examples(LlavaFile.Read(stated.Records), pictures));
    }

    private static Dictionary<string, float[]> Values(IEnumerable<ModelParameter> parameters) =>
        parameters.ToDictionary(
            parameter => parameter.Name, parameter => parameter.Value.detach().cpu().to(ScalarType.Float32).data<float>().ToArray());

    private static double Distance(float[] before, float[] after) =>
        Math.Sqrt(before.Zip(after, (old, now) => Math.Pow((double)now - old, 2)).Sum());

    private sealed class Recording : ITrainingListener
    {
        public List<TrainingLogEntry> Log { get; } = [];

        public void StepTaken(TrainingProgress progress)
        {
            var point = progress.Point;
            Log.Add(new(point.Step, point.LearningRate, point.Loss, point.GradientNorm, point.LabelTokens));
        }
    }
}
