using LmmCl.Abstractions;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.Lwf;

/// <summary>A model with its logits as the only parameter, so that their gradient can be read directly.</summary>
internal sealed class FixedLogits : IMultimodalModel, IDisposable
{
    /// <param name="logits">Logits [B, T, V]; copied.</param>
    public FixedLogits(Tensor logits)
    {
        Value = new Parameter(logits.detach().clone());
        Parameters = [new ModelParameter("logits", ParameterRole.MlpGate, 0, Value)];
    }

    /// <summary>Logits [B, T, V].</summary>
    public Parameter Value { get; }

    public string Family => "fixed logits";

    public int LayerCount => 1;

    public IReadOnlyList<ModelParameter> Parameters { get; }

    public IReadOnlyList<ModelModule> Modules => [];

    public Tensor Logits(MultimodalBatch batch) => Hidden(batch);

    public Tensor Hidden(MultimodalBatch batch, Tensor? rows = null) =>
        rows is null ? Value.alias() : Value.flatten(0, 1).index_select(0, rows);

    public Tensor Head(Tensor hidden) => hidden;

    public void Dispose() => Value.Dispose();
}
