using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Training;
using LmmCl.Training.Optimisation;
using LmmCl.Training.Tests.Small;

namespace LmmCl.LwF.Tests;

/// <summary>One stage of LwF over the small model, with a teacher and folders of its own.</summary>
internal sealed class SmallTaughtStage(LwFSettings settings, IMultimodalModel? teacher = null, string? work = null) : IDisposable
{
    /// <summary>Large enough a rate that the student leaves its teacher within a few steps.</summary>
    public static readonly TrainingOptions Options = SmallStage.Options with { LearningRate = 0.02 };

    private readonly SmallModel model = new();
    private readonly SmallModel copy = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("lwf-");

    public List<(string Name, IReadOnlyDictionary<string, double> Values)> Measured { get; } = [];

    public SmallModel Model => model;

    public string Work => work ?? folder.FullName;

    public string Hash => SmallStage.HashOf(model);

    public StageContext Context => new()
    {
        Number = 1,
        Skill = "made-up",
        Model = model,
        Teacher = teacher ?? copy,
        Seed = 11,
        BoundSettings = settings,
        WorkFolder = Work,
        StateFolder = folder.FullName,
        Files = new SafetensorsFiles(),
        Measured = (name, values) => Measured.Add((name, values)),
    };

    /// <summary>Trains on twenty examples without pictures: a picture of the small model shows on its neighbours in the batch.</summary>
    public Task<TrainingOutcome> Train(TrainingOptions? options = null, string? states = null, Recorder? recorder = null) =>
        new StageTrainer(new LwFMethod(), Context, new SmallExamples(20, pictures: false), options ?? Options)
            .RunAsync(states, recorder, recorder?.Token ?? CancellationToken.None);

    public static async Task<string> TrainedHash(LwFSettings settings, TrainingOptions? options = null)
    {
        using var stage = new SmallTaughtStage(settings);
        await stage.Train(options);
        return stage.Hash;
    }

    public void Dispose()
    {
        model.Dispose();
        copy.Dispose();
        folder.Delete(recursive: true);
    }
}
