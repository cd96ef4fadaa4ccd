using LmmCl.Abstractions;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.Wise;

/// <summary>Named tensors for a method to train and merge, without any computation on them.</summary>
internal sealed class BareWeights : IMultimodalModel, IDisposable
{
    /// <param name="tensors">
    /// The tensors; copied. Trainable ones have the role shared by the recipes <c>mlp_gate_up</c> and <c>mlp</c>.
    /// </param>
    public BareWeights(IEnumerable<(string Name, Tensor Value, bool Trains)> tensors) => Parameters =
    [
        .. tensors.Select(tensor => new ModelParameter(
            tensor.Name,
            tensor.Trains ? ParameterRole.MlpGate : ParameterRole.Norm,
            0,
            new Parameter(tensor.Value.clone(), requires_grad: false))),
    ];

    public string Family => "bare weights";

    public int LayerCount => 1;

    public IReadOnlyList<ModelParameter> Parameters { get; }

    public IReadOnlyList<ModelModule> Modules => [];

    public Parameter this[string name] => Parameters.First(parameter => parameter.Name == name).Value;

    public Tensor Logits(MultimodalBatch batch) => throw new NotSupportedException("Bare weights compute nothing.");

    public Tensor Hidden(MultimodalBatch batch, Tensor? rows = null) => throw new NotSupportedException("Bare weights compute nothing.");

    public Tensor Head(Tensor hidden) => throw new NotSupportedException("Bare weights compute nothing.");

    public void Dispose()
    {
        foreach (var parameter in Parameters)
        {
            parameter.Value.Dispose();
        }
    }
}
