using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Training.Verification;
using static TorchSharp.torch;

namespace LmmCl.Training.Tests.Small;

/// <summary>A stage over the small model.</summary>
internal static class SmallStage
{
    public static readonly TrainingOptions Options = new()
    {
        LearningRate = 0.01,
        EffectiveBatch = 6,
        MicroBatch = 2,
        Epochs = 3,
        WarmupRatio = 0.1,
        Seed = 5,
    };

    public static StageContext Of(IMultimodalModel model, long seed = 11) => new()
    {
        Number = 1,
        Skill = "made-up",
        Model = model,
        Seed = seed,
        BoundSettings = new object(),
        WorkFolder = Path.GetTempPath(),
        StateFolder = Path.GetTempPath(),
        Files = new SafetensorsFiles(),
    };

    /// <summary>Trains to the end and returns the hash of the weights.</summary>
    public static async Task<string> TrainedHash(
        TrainingOptions options,
        string recipe = "full",
        int examples = 20,
        string? states = null,
        ITrainingListener? listener = null,
        CancellationToken ct = default,
        IMitigationMethod? method = null,
        TimeProvider? time = null,
        ScalarType dtype = ScalarType.Float32)
    {
        using var model = new SmallModel(dtype: dtype);
        await new StageTrainer(method ?? new RecipeMethod(recipe), Of(model), new SmallExamples(examples), options, time)
            .RunAsync(states, listener, ct);
        return HashOf(model);
    }

    public static string HashOf(SmallModel model) =>
        ParameterHashes.Of(model).Over(model.Parameters.Select(parameter => parameter.Name)).Hex;
}
