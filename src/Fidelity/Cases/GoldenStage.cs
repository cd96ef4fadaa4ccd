using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;

namespace LmmCl.Fidelity.Cases;

/// <summary>
/// One stage of a method around tensors of a golden file, with folders of its own. Settings are bound as an experiment's are.
/// </summary>
internal sealed class GoldenStage : IDisposable
{
    private readonly IMitigationMethod method;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("golden-stage-");

    /// <param name="method">A fresh instance, disposed of with the stage.</param>
    /// <param name="model">What trains.</param>
    /// <param name="settings">As an experiment would say them.</param>
    /// <param name="teacher">Where the method needs one.</param>
    /// <param name="measured">Told what the method measures.</param>
    /// <exception cref="InputException">The method refuses the settings.</exception>
    public GoldenStage(
        IMitigationMethod method,
        IMultimodalModel model,
        JsonObject settings,
        IMultimodalModel? teacher = null,
        Action<string, IReadOnlyDictionary<string, double>>? measured = null)
    {
        this.method = method;
        try
        {
            Context = new StageContext
            {
                Number = 1,
                Skill = "golden",
                Model = model,
                Teacher = teacher,
                Seed = 1,
                BoundSettings = MethodSettings.Bind(method.Describe().SettingsType, settings, "settings"),
                WorkFolder = folder.CreateSubdirectory("work").FullName,
                StateFolder = folder.CreateSubdirectory("state").FullName,
                Files = new SafetensorsFiles(),
                Measured = measured,
            };
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What the method is given.</summary>
    public StageContext Context { get; }

    /// <summary>Lets the method choose and keep what it needs.</summary>
    public void Prepare() => method.PrepareAsync(Context, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    /// <summary>Lets it merge.</summary>
    public void Finish() => method.FinishAsync(Context, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    /// <summary>Puts what the finished stage left onto another model.</summary>
    public void Attach(IMultimodalModel other, string? variant = null) => method.Attach(new AttachContext
    {
        Model = other,
        BoundSettings = Context.BoundSettings,
        StateFolder = Context.StateFolder,
        Files = Context.Files,
        Variant = variant,
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        (method as IDisposable)?.Dispose();
        folder.Delete(recursive: true);
    }
}
