using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.Lora;

/// <summary>The method LoRA over one model, driven as a host drives it.</summary>
/// <param name="methods">A fresh method of an id.</param>
/// <param name="model">With nothing wrapped; the caller disposes of it.</param>
internal sealed class LoraUnderTest(Func<string, IMitigationMethod> methods, IMultimodalModel model) : IDisposable
{
    private readonly IMitigationMethod method = methods("LoRA");
    private StageContext? prepared;

    /// <summary>Where the finished stage writes its adapter.</summary>
    public string State { get; } = Directory.CreateTempSubdirectory("lmmcl-lora-").FullName;

    /// <summary>What trains.</summary>
    public IReadOnlyList<ModelParameter> Trained => prepared!.Trained;

    /// <summary>Settings that go on from an adapter folder.</summary>
    public static JsonObject From(string adapter, string betweenStages) =>
        new() { ["adapter"] = adapter, ["between_stages"] = betweenStages };

    /// <summary>Prepares a first stage: what trains gets gradients, nothing else does.</summary>
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

    /// <summary>The method's loss of a batch that is a whole step.</summary>
    public Tensor Loss(MultimodalBatch batch, AnswerPositions answers, int step = 1) =>
        method.Loss(new StepContext(model, null, batch, answers) { Step = step, Steps = 10, Examples = [0], Weight = 1 });

    /// <summary>Ends the stage and takes every wrapper off.</summary>
    public void Finish()
    {
        method.FinishAsync(prepared!, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        model.Modules.Unwrap();
    }

    /// <summary>Puts an adapter folder onto the model as a finished stage's.</summary>
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
