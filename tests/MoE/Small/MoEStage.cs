using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Training;
using LmmCl.Training.Optimisation;
using LmmCl.Training.State;

namespace LmmCl.MoE.Tests.Small;

/// <summary>Stages of MoE over the small model, with folders of their own.</summary>
internal sealed class MoEStage : IDisposable
{
    public static readonly TrainingOptions Options =
        new() { LearningRate = 0.01, EffectiveBatch = 6, MicroBatch = 2, Epochs = 3, Seed = 5 };

    private readonly string root = Directory.CreateTempSubdirectory("lmmcl-moe-").FullName;

    /// <summary>What the method measured last.</summary>
    public Dictionary<string, double> Measured { get; } = [];

    public StageContext Context(IMultimodalModel model, MoESettings settings, int number = 1) => new()
    {
        Number = number,
        Skill = "made-up",
        Model = model,
        Seed = 11,
        BoundSettings = settings,
        WorkFolder = root,
        StateFolder = StateFolder(number),
        PreviousStateFolder = number == 1 ? null : StateFolder(number - 1),
        Files = new SafetensorsFiles(),
        Measured = (_, values) =>
        {
            Measured.Clear();
            values.ToList().ForEach(value => Measured.Add(value.Key, value.Value));
        },
    };

    /// <summary>Where a stage keeps its experts.</summary>
    public string StateFolder(int number) => Directory.CreateDirectory(Path.Combine(root, $"method-{number}")).FullName;

    /// <summary>Trains a stage to its end, as a host does: the wrappers are gone afterwards.</summary>
    public async Task<TrainingOutcome> TrainAsync(
        IMultimodalModel model, MoESettings settings, int number = 1, int? cancelAfter = null, int saveEvery = 0, string states = "states")
    {
        using var method = new MoEMethod();
        using var cut = new Cut(cancelAfter);
        var options = Options with { SaveEvery = saveEvery };
        var trainer = new StageTrainer(method, Context(model, settings, number), new SmallExamples(20), options);
        return await trainer.RunAsync(Path.Combine(root, states), cut, cut.Token);
    }

    /// <summary>A method that has put a finished stage's experts on a model.</summary>
    public MoEMethod Attach(IMultimodalModel model, MoESettings settings, int number = 1)
    {
        var method = new MoEMethod();
        method.Attach(new AttachContext
        {
            Model = model,
            BoundSettings = settings,
            StateFolder = StateFolder(number),
            Files = new SafetensorsFiles(),
        });
        return method;
    }

    /// <summary>The stored experts of a stage, byte for byte.</summary>
    public byte[] Stored(int number = 1) => File.ReadAllBytes(Path.Combine(StateFolder(number), "experts.safetensors"));

    public void Dispose() => Directory.Delete(root, recursive: true);

    /// <summary>Pulls the plug after a step.</summary>
    private sealed class Cut(int? after) : ITrainingListener, IDisposable
    {
        private readonly CancellationTokenSource source = new();

        public CancellationToken Token => source.Token;

        public void StepTaken(TrainingProgress progress)
        {
            if (progress.Point.Step == after)
            {
                source.Cancel();
            }
        }

        public void Dispose() => source.Dispose();
    }
}
