using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.MoE;

/// <summary>The method on a model, prepared like by a host for a stage, with its added parameters set to golden values.</summary>
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

    /// <summary>The parameters added by the method, in all layers.</summary>
    public IReadOnlyList<ModelParameter> Added => stage.Context.Trained;

    /// <summary>The parameter that a file calls <paramref name="name"/>, in the first layer.</summary>
    public ModelParameter this[string name] => Added.First(parameter => parameter.Name.EndsWith($".{name}", StringComparison.Ordinal));

    /// <summary>Sets the added parameters in all layers, by the file's names, and enables their gradients.</summary>
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

    /// <summary>The loss added by the method for one micro-batch that is a whole step; the step is counted.</summary>
    public Tensor Loss(MultimodalBatch batch)
    {
        using var answers = AnswerPositions.Of(batch);
        return method.Loss(new StepContext(stage.Context.Model, null, batch, answers) { Step = 1, Steps = 1, Examples = [0], Weight = 1 });
    }

    /// <summary>Ends the stage and returns the method's measurements.</summary>
    public IReadOnlyDictionary<string, double> Finish()
    {
        stage.Finish();
        return measured;
    }

    /// <summary>Ends the stage and lets another instance attach its result, as for an evaluation.</summary>
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
