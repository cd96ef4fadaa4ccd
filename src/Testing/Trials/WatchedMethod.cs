using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Testing.Trials;

/// <summary>Forwards all calls to a method and records their effects.</summary>
internal sealed class WatchedMethod(IMitigationMethod method) : IMitigationMethod, IDisposable
{
    /// <summary>Shapes of losses that were not scalars.</summary>
    public HashSet<string> LossShapes { get; } = [];

    /// <summary>Hash of every trainable parameter after preparation, by name.</summary>
    public IReadOnlyDictionary<string, string> Prepared { get; private set; } = new Dictionary<string, string>();

    /// <summary>Hash of every trainable parameter after the last step, by name.</summary>
    public IReadOnlyDictionary<string, string> Trained { get; private set; } = new Dictionary<string, string>();

    /// <summary>Hashes of the model's own weights after the last step.</summary>
    public IReadOnlyDictionary<string, string> BeforeFinish { get; private set; } = new Dictionary<string, string>();

    /// <summary>Names of the model's parameters that <see cref="FinishAsync"/> changed.</summary>
    public IReadOnlyList<string> ChangedByFinish { get; private set; } = [];

    public MethodDescriptor Describe() => method.Describe();

    public async ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
    {
        await method.PrepareAsync(stage, ct);
        Prepared = Hashes(stage.Trained);
    }

    public Tensor Loss(StepContext step)
    {
        var loss = method.Loss(step);
        if (loss.shape.Length > 0)
        {
            LossShapes.Add($"[{string.Join(", ", loss.shape)}]");
        }

        return loss;
    }

    public async ValueTask FinishAsync(StageContext stage, CancellationToken ct)
    {
        Trained = Hashes(stage.Trained);
        BeforeFinish = ModelHash.PerParameter(stage.Model);
        await method.FinishAsync(stage, ct);
        var after = ModelHash.PerParameter(stage.Model);
        ChangedByFinish = [.. BeforeFinish.Keys.Where(name => BeforeFinish[name] != after[name])];
    }

    public void Attach(AttachContext context) => method.Attach(context);

    public IReadOnlyList<string> Variants(object settings) => method.Variants(settings);

    public void SaveState(string folder) => method.SaveState(folder);

    public void RestoreState(string folder) => method.RestoreState(folder);

    public void Dispose() => (method as IDisposable)?.Dispose();

    private static IReadOnlyDictionary<string, string> Hashes(IEnumerable<ModelParameter> parameters) =>
        parameters.ToDictionary(parameter => parameter.Name, parameter => ModelHash.Of(parameter.Name, parameter.Value));
}
