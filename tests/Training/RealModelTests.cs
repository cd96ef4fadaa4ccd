using LmmCl.Abstractions;
using LmmCl.Data.Batches;
using LmmCl.Data.Llava;
using LmmCl.Modeling;
using LmmCl.Modeling.Hardware;
using LmmCl.Training.Examples;
using LmmCl.Training.Optimisation;
using LmmCl.Training.Tests.Small;
using LmmCl.Training.Verification;
using static TorchSharp.torch;

namespace LmmCl.Training.Tests;

/// <summary>The loop with a real family's model, tokenizer and pictures, small as they are.</summary>
public sealed class RealModelTests : IDisposable
{
    private static readonly string goldens = Path.Combine(Root(), "tests", "goldens");
    private static readonly TrainingOptions options = new()
    {
        LearningRate = 1e-3,
        EffectiveBatch = 6,
        MicroBatch = 3,
        MaxSteps = 8,
        Order = ExampleOrder.ByLength,
    };

    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-real-").FullName;

    [Fact]
    public async Task Resuming_a_real_model_ends_in_the_hash_of_an_uninterrupted_run()
    {
        var whole = await TrainedHash(options, null, null);
        using var cut = new Recorder(5);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TrainedHash(options, folder, cut));

        Assert.Equal(whole, await TrainedHash(options, folder, null));
    }

    [Fact]
    public async Task More_steps_leave_no_more_live_tensors_behind()
    {
        using var loaded = Load();
        var (inputs, examples) = Data(loaded);
        await Trainer(loaded, inputs, examples, options with { MaxSteps = 1 }).RunAsync();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;

        await Trainer(loaded, inputs, examples, options with { MaxSteps = 12 }).RunAsync();

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public async Task A_loss_over_all_logits_is_the_loss_over_the_answers_alone()
    {
        using var plain = Load();
        using var full = Load();
        var (inputs, examples) = Data(plain);
        using var answers = new Recorder();
        using var everything = new Recorder();

        await Trainer(plain, inputs, examples, options).RunAsync(listener: answers);
        var trainer = new StageTrainer(new EveryPosition(), Stage(full), new EncodedExamples(inputs, examples), options);
        await trainer.RunAsync(listener: everything);

        Assert.All(answers.Steps.Zip(everything.Steps), pair => Assert.Equal(pair.First.Point.Loss, pair.Second.Point.Loss, 1e-4));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<string> TrainedHash(TrainingOptions options, string? states, Recorder? listener)
    {
        using var loaded = Load();
        var (inputs, examples) = Data(loaded);
        await Trainer(loaded, inputs, examples, options).RunAsync(states, listener, listener?.Token ?? default);
        return ParameterHashes.Of(loaded.Model).Over(loaded.Model.Parameters.Select(parameter => parameter.Name)).Hex;
    }

    private static LoadedModel Load() => MultimodalModels.Load(Path.Combine(goldens, "families", "llava_onevision", "checkpoint"));

    private static (ModelInputs Inputs, IReadOnlyList<EncodedExample> Examples) Data(LoadedModel loaded)
    {
        var inputs = FamilyInputs.For(loaded);
        var training = Path.Combine(goldens, "training");
        return (inputs, inputs.Examples(LlavaFile.Read(Path.Combine(training, "records.json")), new PictureFolder(training)));
    }

    private static StageTrainer Trainer(
        LoadedModel loaded, ModelInputs inputs, IReadOnlyList<EncodedExample> examples, TrainingOptions options) =>
        new(new RecipeMethod("sa_proj"), Stage(loaded), new EncodedExamples(inputs, examples), options);

    private static StageContext Stage(LoadedModel loaded) => SmallStage.Of(loaded.Model);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LmmCl.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    /// <summary>The task's loss from the logits of every position, as a method that looks at all of them would get them.</summary>
    private sealed class EveryPosition : IMitigationMethod
    {
        public MethodDescriptor Describe() => new("EveryPosition", new Version(1, 0), MethodCapabilities.None, typeof(object), "none");

        public ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
        {
            stage.Train(Recipes.Parse("sa_proj").Select(stage.Model));
            return ValueTask.CompletedTask;
        }

        public Tensor Loss(StepContext step)
        {
            _ = step.Forward.Logits;
            return step.TaskLoss();
        }
    }
}
