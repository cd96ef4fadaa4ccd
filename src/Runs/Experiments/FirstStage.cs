using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Plugins;

namespace LmmCl.Runs.Experiments;

/// <summary>
/// An experiment's method prepared for its first stage, without training: it selects the trained parameters as in training. Its folders are
/// temporary. The caller keeps ownership of the model; disposing removes the method's modules from it.
/// </summary>
internal sealed class FirstStage : IDisposable
{
    private readonly StageContext context;

    private FirstStage(IMitigationMethod method, StageContext context) => (Method, this.context) = (method, context);

    /// <summary>The method.</summary>
    public IMitigationMethod Method { get; }

    /// <summary>Trained parameters, with added ones.</summary>
    public IReadOnlyList<ModelParameter> Trained => context.Trained;

    /// <summary>Parameters that the method writes after training.</summary>
    public IReadOnlyList<ModelParameter> Merged => context.Merged;

    /// <summary>Lets the method prepare.</summary>
    /// <param name="spec">The experiment.</param>
    /// <param name="settings">The method's settings, bound and with full paths.</param>
    /// <param name="skill">The skill of the first stage.</param>
    /// <param name="model">The base model; names and shapes are enough. It is its own teacher.</param>
    /// <param name="methods">Creates the method.</param>
    /// <param name="ct">Stops the method.</param>
    /// <exception cref="InputException">The settings do not fit the model.</exception>
    public static async Task<FirstStage> PrepareAsync(
        ExperimentSpec spec, object settings, string skill, IMultimodalModel model, PluginMethods methods, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("lmmcl-stage-").FullName;
        var stage = new FirstStage(methods.Create(spec.Method), new StageContext
        {
            Number = 1,
            Skill = skill,
            Model = model,
            Seed = spec.Seed,
            BoundSettings = settings,
            Teacher = model,
            WorkFolder = folder,
            StateFolder = folder,
            Files = new SafetensorsFiles(),
        });
        try
        {
            await stage.Method.PrepareAsync(stage.context, ct);
            return stage;
        }
        catch
        {
            stage.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        context.Model.Modules.Unwrap();
        (Method as IDisposable)?.Dispose();
        Directory.Delete(context.WorkFolder, recursive: true);
    }
}
