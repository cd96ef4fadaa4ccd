using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.MoE;

/// <summary>The method on a model, prepared as a host would for a stage, its added parameters set to golden values.</summary>
internal sealed class PreparedMoE : IDisposable
{
    private const string Id = "MoE";

    private readonly Dictionary<string, double> measured = [];
    private readonly Func<string, IMitigationMethod> methods;
    private readonly IMitigationMethod method;
    private readonly GoldenStage stage;
    private IMitigationMethod? attached;

    public PreparedMoE(Func<string, IMitigationMethod> methods, IMultimodalModel model, JsonObject settings)
    {
        this.methods = methods;
        method = methods(Id);
        stage = new GoldenStage(method, model, settings, measured: (_, values) =>
        {
            foreach (var (name, value) in values)
            {
                measured.Add(name, value);
            }
        });
        stage.Prepare();
    }

    /// <summary>What the method added, in every layer.</summary>
    public IReadOnlyList<ModelParameter> Added => stage.Context.Trained;

    /// <summary>What a file calls <paramref name="name"/>, in the first layer.</summary>
    public ModelParameter this[string name] => Added.First(parameter => parameter.Name.EndsWith($".{name}", StringComparison.Ordinal));

    /// <summary>Sets what the method added, in every layer, to values by the file's names, and lets gradients flow to it.</summary>
    public void Fill(IEnumerable<(string Name, Tensor Value)> values)
    {
        using var untracked = no_grad();
        foreach (var (name, value) in values)
        {
            foreach (var parameter in Added.Where(parameter => parameter.Name.EndsWith($".{name}", StringComparison.Ordinal)))
            {
                parameter.Value.copy_(value);
                parameter.Value.requires_grad = true;
            }
        }
    }

    /// <summary>What the method adds to the loss of one micro-batch that is a whole step, and counts it.</summary>
    public Tensor Loss(MultimodalBatch batch)
    {
        using var answers = AnswerPositions.Of(batch);
        return method.Loss(new StepContext(stage.Context.Model, null, batch, answers) { Step = 1, Steps = 1, Examples = [0], Weight = 1 });
    }

    /// <summary>Ends the stage and returns what the method measured.</summary>
    public IReadOnlyDictionary<string, double> Finish()
    {
        stage.Finish();
        return measured;
    }

    /// <summary>Ends the stage and lets another instance attach what it left, as for an evaluation.</summary>
    public void Reload()
    {
        stage.Finish();
        stage.Context.Model.Modules.Unwrap();
        attached = methods(Id);
        attached.Attach(new AttachContext
        {
            Model = stage.Context.Model,
            BoundSettings = stage.Context.BoundSettings,
            StateFolder = stage.Context.StateFolder,
            Files = stage.Context.Files,
        });
    }

    public void Dispose()
    {
        stage.Context.Model.Modules.Unwrap();
        (attached as IDisposable)?.Dispose();
        stage.Dispose();
    }
}
