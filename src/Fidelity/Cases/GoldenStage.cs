using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;

namespace LmmCl.Fidelity.Cases;

/// <summary>
/// One stage of a method on the tensors of a golden file, with temporary folders. Settings are bound like an experiment's.
/// </summary>
internal sealed class GoldenStage : IDisposable
{
    private readonly IMitigationMethod method;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("golden-stage-");

    /// <param name="method">A new instance, disposed of with the stage.</param>
    /// <param name="model">The model to train.</param>
    /// <param name="settings">Settings as in an experiment file.</param>
    /// <param name="teacher">The teacher, if the method needs one.</param>
    /// <param name="measured">Receives the method's measurements.</param>
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

    /// <summary>The context passed to the method.</summary>
    public StageContext Context { get; }

    /// <summary>Lets the method select parameters and save what it needs.</summary>
    public void Prepare() => method.PrepareAsync(Context, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    /// <summary>Lets the method merge.</summary>
    public void Finish() => method.FinishAsync(Context, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    /// <summary>Attaches the result of the finished stage to another model.</summary>
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
