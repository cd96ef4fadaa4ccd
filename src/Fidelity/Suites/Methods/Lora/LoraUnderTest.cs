using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.Lora;

/// <summary>The LoRA method on one model, driven like by a host.</summary>
/// <param name="methods">Creates a method by id.</param>
/// <param name="model">The model without wrappers; the caller disposes of it.</param>
internal sealed class LoraUnderTest(Func<string, IMitigationMethod> methods, IMultimodalModel model) : IDisposable
{
    private readonly IMitigationMethod method = methods("LoRA");
    private StageContext? prepared;

    /// <summary>The folder that the finished stage writes its adapter to.</summary>
    public string State { get; } = Directory.CreateTempSubdirectory("lmmcl-lora-").FullName;

    /// <summary>The trainable parameters.</summary>
    public IReadOnlyList<ModelParameter> Trained => prepared!.Trained;

    /// <summary>Settings that continue from an adapter folder.</summary>
    public static JsonObject From(string adapter, string betweenStages) =>
        new() { ["adapter"] = adapter, ["between_stages"] = betweenStages };

    /// <summary>Prepares a first stage: trainable parameters require gradients, all others do not.</summary>
    public void Prepare(JsonObject settings)
    {
        prepared = new StageContext
        {
            Number = 1,
            Skill = "golden",
            Model = model,
            Seed = 1,
            BoundSettings = Bound(settings),
            WorkFolder = State,
            StateFolder = State,
            Files = new SafetensorsFiles(),
        };
        method.PrepareAsync(prepared, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        foreach (var parameter in model.Parameters.Concat(prepared.Trained))
        {
            parameter.Value.requires_grad = prepared.Trained.Contains(parameter, ReferenceEqualityComparer.Instance);
        }
    }

    /// <summary>The method's loss for a batch that is a whole step.</summary>
    public Tensor Loss(MultimodalBatch batch, AnswerPositions answers, int step = 1) =>
        method.Loss(new StepContext(model, null, batch, answers) { Step = step, Steps = 10, Examples = [0], Weight = 1 });

    /// <summary>Ends the stage and removes all wrappers.</summary>
    public void Finish()
    {
        method.FinishAsync(prepared!, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        model.Modules.Unwrap();
    }

    /// <summary>Attaches an adapter folder to the model like a finished stage's.</summary>
    public void Attach(string folder, string betweenStages = "continue") => method.Attach(new AttachContext
    {
        Model = model,
        BoundSettings = Bound(new JsonObject { ["between_stages"] = betweenStages }),
        StateFolder = folder,
        Files = new SafetensorsFiles(),
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        model.Modules.Unwrap();
        (method as IDisposable)?.Dispose();
        Directory.Delete(State, recursive: true);
    }

    private object Bound(JsonObject settings) => MethodSettings.Bind(method.Describe().SettingsType, settings, "settings");
}
