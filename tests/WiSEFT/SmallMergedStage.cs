using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Training;
using LmmCl.Training.Tests.Small;

namespace LmmCl.WiSEFT.Tests;

/// <summary>One stage of WiSE-FT over the small model, with folders of its own.</summary>
internal sealed class SmallMergedStage : IDisposable
{
    private readonly WiSEFTSettings settings;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wise-ft-");

    /// <param name="settings">Of the method.</param>
    /// <param name="start">Whose weights the stage starts from; null for the small model's first.</param>
    public SmallMergedStage(WiSEFTSettings settings, SmallModel? start = null)
    {
        this.settings = settings;
        if (start is not null)
        {
            CopyOnto(Model, start);
        }
    }

    public SmallModel Model { get; } = new();

    public string State => folder.FullName;

    public string Hash => SmallStage.HashOf(Model);

    public StageContext Context => new()
    {
        Number = 1,
        Skill = "made-up",
        Model = Model,
        Seed = 11,
        BoundSettings = settings,
        WorkFolder = Path.GetTempPath(),
        StateFolder = State,
        Files = new SafetensorsFiles(),
    };

    public async Task<TrainingOutcome> Train(string? states = null, Recorder? recorder = null)
    {
        using var method = new WiSEFTMethod();
        return await new StageTrainer(method, Context, new SmallExamples(20), SmallStage.Options)
            .RunAsync(states, recorder, recorder?.Token ?? CancellationToken.None);
    }

    /// <summary>A copy of the finished model as one of the variants.</summary>
    public SmallModel As(string variant)
    {
        var copy = new SmallModel();
        CopyOnto(copy, Model);
        new WiSEFTMethod().Attach(new AttachContext
        {
            Model = copy,
            BoundSettings = settings,
            StateFolder = State,
            Files = new SafetensorsFiles(),
            Variant = variant,
        });
        return copy;
    }

    public void Dispose()
    {
        Model.Dispose();
        folder.Delete(recursive: true);
    }

    private static void CopyOnto(SmallModel model, SmallModel source)
    {
        using var untracked = TorchSharp.torch.no_grad();
        foreach (var (to, from) in model.Parameters.Zip(source.Parameters))
        {
            to.Value.copy_(from.Value);
        }
    }
}
