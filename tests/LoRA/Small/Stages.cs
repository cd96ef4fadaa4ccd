using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.LlavaOnevision;
using LmmCl.Training;
using LmmCl.Training.Examples;
using LmmCl.Training.Optimisation;

namespace LmmCl.LoRA.Tests.Small;

/// <summary>Stages of LoRA on one model, each prepared, trained and finished by a method of its own.</summary>
internal sealed class Stages(JsonObject settings, LlavaOnevisionModel? model = null) : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly object bound = MethodSettings.Bind(typeof(LoRASettings), settings, "settings");

    /// <summary>With the weights that the last stage left, and nothing wrapped.</summary>
    public LlavaOnevisionModel Model { get; } = model ?? SmallModel.Create();

    /// <summary>A small adapter that learns at once.</summary>
    public static JsonObject Settings(params (string Key, JsonNode Value)[] others)
    {
        var settings = new JsonObject { ["rank"] = 2, ["alpha"] = 4, ["dropout"] = 0 };
        foreach (var (key, value) in others)
        {
            settings[key] = value;
        }

        return settings;
    }

    /// <summary>The state folder of a stage.</summary>
    public string State(int number) => Directory.CreateDirectory(folder.File($"stage-{number}")).FullName;

    /// <summary>What a method is told about a stage.</summary>
    public StageContext Context(int number, long seed = 5) => new()
    {
        Number = number,
        Skill = "made-up",
        Model = Model,
        Seed = seed,
        BoundSettings = bound,
        WorkFolder = folder.Path,
        StateFolder = State(number),
        PreviousStateFolder = number > 1 ? State(number - 1) : null,
        Files = new SafetensorsFiles(),
    };

    /// <summary>A method with the stage prepared; the caller disposes of it.</summary>
    public async Task<LoRAMethod> PrepareAsync(StageContext stage)
    {
        var method = new LoRAMethod();
        await method.PrepareAsync(stage, CancellationToken.None);
        return method;
    }

    /// <summary>Trains a stage and leaves the model without wrappers.</summary>
    public async Task<TrainingOutcome> TrainAsync(int number, int steps = 4)
    {
        using var method = new LoRAMethod();
        var options = new TrainingOptions { LearningRate = 0.05, EffectiveBatch = 2, MaxSteps = steps, WarmupRatio = 0 };
        var outcome = await new StageTrainer(method, Context(number), new OneBatch(), options).RunAsync();
        Model.Modules.Unwrap();
        return outcome;
    }

    /// <summary>What the model of a finished stage answers.</summary>
    public float[] Answers(int number)
    {
        using var method = Attach(Model, State(number));
        var answers = SmallModel.Answers(Model);
        Model.Modules.Unwrap();
        return answers;
    }

    /// <summary>Attaches a state folder; the caller disposes of the method.</summary>
    public LoRAMethod Attach(IMultimodalModel target, string state)
    {
        var method = new LoRAMethod();
        method.Attach(new AttachContext { Model = target, BoundSettings = bound, StateFolder = state, Files = new SafetensorsFiles() });
        return method;
    }

    public void Dispose()
    {
        Model.Dispose();
        folder.Dispose();
    }

    private sealed class OneBatch : ITrainingExamples
    {
        public int Count => 2;

        public int Length(int example) => 1;

        public int LabelTokens(int example) => 3;

        public MultimodalBatch Collate(IReadOnlyList<int> examples) => SmallModel.Batch();
    }
}
