using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.MoE;

/// <summary>The method on a model, prepared as a host would for a stage, its added parameters set to golden values.</summary>
internal sealed class PreparedMoE : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-moe-").FullName;
    private readonly Dictionary<string, double> measured = [];
    private readonly Func<string, IMitigationMethod> methods;
    private readonly StageContext stage;
    private IMitigationMethod method;

    public PreparedMoE(Func<string, IMitigationMethod> methods, IMultimodalModel model, JsonObject settings)
    {
        this.methods = methods;
        method = methods("MoE");
        stage = new StageContext
        {
            Number = 1,
            Skill = "golden",
            Model = model,
            Seed = 1,
            BoundSettings = MethodSettings.Bind(method.Describe().SettingsType, settings, "settings"),
            WorkFolder = folder,
            StateFolder = folder,
            Files = new SafetensorsFiles(),
            Measured = (_, values) => values.ToList().ForEach(value => measured[value.Key] = value.Value),
        };
        method.PrepareAsync(stage, CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    /// <summary>What the method added, in every layer.</summary>
    public IReadOnlyList<ModelParameter> Added => stage.Trained;

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
        return method.Loss(new StepContext(stage.Model, null, batch, answers) { Step = 1, Steps = 1, Examples = [0], Weight = 1 });
    }

    /// <summary>Ends the stage and returns what the method measured.</summary>
    public IReadOnlyDictionary<string, double> Finish()
    {
        method.FinishAsync(stage, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return measured;
    }

    /// <summary>Ends the stage and attaches what it left, as for an evaluation.</summary>
    public void Reload()
    {
        Finish();
        Release();
        method = methods("MoE");
        method.Attach(new AttachContext
        {
            Model = stage.Model,
            BoundSettings = stage.BoundSettings,
            StateFolder = folder,
            Files = stage.Files,
        });
    }

    public void Dispose()
    {
        Release();
        Directory.Delete(folder, recursive: true);
    }

    private void Release()
    {
        foreach (var module in stage.Model.Modules)
        {
            module.Unwrap();
        }

        (method as IDisposable)?.Dispose();
    }
}
