using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.LlavaOnevision;
using LmmCl.Testing.Tiny;
using LmmCl.Training;
using LmmCl.Training.Optimisation;
using LmmCl.Training.State;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Testing.Trials;

/// <summary>Stages of one method on the tiny model, each run as the host runs it, in a temporary folder.</summary>
/// <param name="create">Creates the method.</param>
/// <param name="settings">Its bound settings.</param>
/// <param name="seed">Seed of the experiment.</param>
internal sealed class Experiment(Func<IMitigationMethod> create, object settings, long seed = 11) : IDisposable
{
    public const int Steps = 6;

    private readonly string root = Directory.CreateTempSubdirectory("lmmcl-conformance-").FullName;

    /// <summary>Three passes over the examples.</summary>
    public static TrainingOptions Options { get; } = new()
    {
        LearningRate = 0.02,
        EffectiveBatch = 4,
        MicroBatch = 2,
        MaxSteps = Steps,
        WarmupRatio = 0.1,
    };

    /// <summary>Seed of PyTorch's generator before a stage: earlier draws must not matter, which one fact verifies.</summary>
    public long DrawnBefore { get; init; }

    /// <summary>Data type of the model's weights and activations.</summary>
    public ScalarType Dtype { get; init; } = ScalarType.Float32;

    private MethodCapabilities Capabilities { get; } = Describe(create).Capabilities;

    /// <summary>Trains a stage from the previous checkpoint and writes its own.</summary>
    public async Task<FinishedStage> StageAsync(
        int number, TrainingOptions? options = null, StepLog? log = null, CancellationToken ct = default)
    {
        manual_seed(DrawnBefore);
        DeleteFolder(Checkpoint(number));
        using var model = Load(number - 1);
        using var copy = Capabilities.HasFlag(MethodCapabilities.NeedsTeacher) ? Load(number - 1) : null;
        using var onCopy = copy is null ? null : Attach(copy, number - 1);
        var teacher = copy is null ? null : new WatchedTeacher(copy);
        var (parent, shape) = (ModelHash.Of(model), TinyModel.Shape(model));
        var method = new WatchedMethod(create());
        using var ownLog = log is null ? new StepLog() : null;
        log ??= ownLog!;
        TrainingOutcome outcome;
        List<string> leftWrapped;
        try
        {
            var context = Context(number, model, teacher);
            var trainer = new StageTrainer(method, context, new TinyExamples(), (options ?? Options) with { Seed = seed });
            outcome = await trainer.RunAsync(Path.Combine(Work(number), "state"), log, ct.CanBeCanceled ? ct : log.Token);
        }
        finally
        {
            method.Dispose();
            leftWrapped = [.. model.Modules.Where(module => module.IsWrapped).Select(module => module.Name)];
            model.Modules.Unwrap();
        }

        var plain = TinyModel.Answers(model);
        var after = TinyModel.Shape(model);
        DeltaCheckpoint.Save(model, model.Parameters.Select(parameter => parameter.Name), parent, Checkpoint(number));
        using var finished = Attach(model, number);
        return new FinishedStage
        {
            Outcome = outcome,
            Method = method,
            Losses = log.Losses,
            Weights = ModelHash.PerParameter(model),
            Files = Directory.GetFiles(State(number), "*", SearchOption.AllDirectories)
                .ToDictionary(file => Path.GetRelativePath(State(number), file), file => ContentHash.OfFile(file).Hex),
            PlainAnswers = plain,
            Answers = TinyModel.Answers(model),
            Shape = (shape, after),
            LeftWrapped = leftWrapped,
            AskedTeacher = teacher?.WasAsked ?? false,
        };
    }

    /// <summary>Logits of a stage's model, loaded from its checkpoint with the method's attachments.</summary>
    public float[] LoadedAnswers(int number, string? variant = null)
    {
        using var model = Load(number);
        using var attached = Attach(model, number, variant);
        return TinyModel.Answers(model);
    }

    /// <summary>A copy of the checkpoints in another folder, without anything kept in memory during training.</summary>
    public Experiment Moved()
    {
        var moved = new Experiment(create, settings, seed) { Dtype = Dtype };
        foreach (var file in Directory.GetFiles(Path.Combine(root, "checkpoints"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(moved.root, Path.GetRelativePath(root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return moved;
    }

    public void Dispose() => DeleteFolder(root);

    private static MethodDescriptor Describe(Func<IMitigationMethod> create)
    {
        var method = create();
        using var owned = method as IDisposable;
        return method.Describe();
    }

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private StageContext Context(int number, IMultimodalModel model, IMultimodalModel? teacher) => new()
    {
        Number = number,
        Skill = $"skill-{number}",
        Model = model,
        Teacher = teacher,
        Seed = StageSeed.Of(seed, number),
        BoundSettings = settings,
        WorkFolder = Directory.CreateDirectory(Work(number)).FullName,
        StateFolder = Directory.CreateDirectory(State(number)).FullName,
        PreviousStateFolder = number > 1 ? State(number - 1) : null,
        Files = new SafetensorsFiles(),
    };

    private Attachment Attach(IMultimodalModel model, int number, string? variant = null)
    {
        if (number == 0 || (variant is null && !Capabilities.HasFlag(MethodCapabilities.ChangesInference)))
        {
            return Attachment.None(model);
        }

        return Attachment.Of(create(), new AttachContext
        {
            Model = model,
            BoundSettings = settings,
            StateFolder = State(number),
            Files = new SafetensorsFiles(),
            Variant = variant,
        });
    }

    private LlavaOnevisionModel Load(int number)
    {
        var model = TinyModel.Create(Dtype);
        try
        {
            for (var stage = 1; stage <= number; stage++)
            {
                DeltaCheckpoint.Apply(model, Checkpoint(stage));
            }

            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private string Checkpoint(int number) => Path.Combine(root, "checkpoints", $"stage-{number}");

    private string State(int number) => Path.Combine(Checkpoint(number), "method");

    private string Work(int number) => Path.Combine(root, "work", $"stage-{number}");
}
