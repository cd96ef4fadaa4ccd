using LmmCl.Abstractions;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.MoE;

/// <summary>
/// A model that consists only of MLPs, all with the same input hidden states x [B, T, D]; its output is that of the first MLP. Its
/// vocabulary has one token, so that the task loss and its gradients are exactly 0, which isolates a method's own losses.
/// </summary>
internal sealed class MlpLayersModel : IMultimodalModel, IDisposable
{
    private static readonly (string Name, ParameterRole Role)[] projections =
        [("gate_proj", ParameterRole.MlpGate), ("up_proj", ParameterRole.MlpUp), ("down_proj", ParameterRole.MlpDown)];

    private readonly Expert own;
    private readonly Tensor x;

    private MlpLayersModel(Tensor x, int layers, Func<string, Tensor> weight, Expert own, Expert map)
    {
        (this.x, this.own) = (x, own);
        Modules = [.. Enumerable.Range(0, layers).Select(layer => Mlp(layer, weight, map))];
    }

    private delegate Tensor Expert(Tensor x, IReadOnlyList<Tensor> values);

    public string Family => "mlp-layers";

    public int LayerCount => Modules.Count;

    public IReadOnlyList<ModelParameter> Parameters => [.. Modules.SelectMany(module => module.Parameters)];

    public IReadOnlyList<ModelModule> Modules { get; }

    /// <summary>Gated MLPs with weights by name: <c>gate_proj</c> and <c>up_proj</c> [I, D], <c>down_proj</c> [D, I].</summary>
    public static MlpLayersModel Gated(Tensor x, int layers, Func<string, Tensor> weight) => new(x, layers, weight, GatedMlp, GatedMlp);

    /// <summary>
    /// MLPs whose own weights give (1, 0, 0, ...) and any other weights (0, 1, 0, ...), so that the first two values of a mixture are its
    /// routing weights.
    /// </summary>
    public static MlpLayersModel OfUnitVectors(Tensor x, Func<string, Tensor> weight) =>
        new(x, 1, weight, (input, _) => UnitVector(input, 0), (input, _) => UnitVector(input, 1));

    /// <summary>A batch with one token per position of x, whose label is the only one that exists.</summary>
    public MultimodalBatch Batch()
    {
        long[] shape = [x.shape[0], x.shape[1]];
        return new MultimodalBatch(
            zeros(shape, dtype: ScalarType.Int64), ones(shape, dtype: ScalarType.Int64), zeros(shape, dtype: ScalarType.Int64), null, []);
    }

    public Tensor Logits(MultimodalBatch batch) => Head(Hidden(batch));

    public Tensor Hidden(MultimodalBatch batch, Tensor? rows = null)
    {
        var outputs = Modules.Select(module => module.Run(x, input => own(input, Values(module)))).ToList();
        return rows is null ? outputs[0] : outputs[0].flatten(0, 1).index_select(0, rows);
    }

    public Tensor Head(Tensor hidden) => hidden.narrow(-1, 0, 1);

    public void Dispose()
    {
        foreach (var parameter in Parameters)
        {
            parameter.Value.Dispose();
        }
    }

    private static ModelModule Mlp(int layer, Func<string, Tensor> weight, Expert map)
    {
        var name = $"layers.{layer}.mlp";
        var parameters = projections.Select(part => new ModelParameter(
            $"{name}.{part.Name}.weight", part.Role, layer, new Parameter(weight(part.Name).clone(), requires_grad: false)));
        return new ModelModule(name, ModuleKind.Mlp, [.. parameters], (input, values) => map(input, values));
    }

    private static IReadOnlyList<Tensor> Values(ModelModule module) => [.. module.Parameters.Select(parameter => parameter.Value)];

    private static Tensor GatedMlp(Tensor x, IReadOnlyList<Tensor> values) =>
        nn.functional.linear(nn.functional.silu(nn.functional.linear(x, values[0])) * nn.functional.linear(x, values[1]), values[2]);

    private static Tensor UnitVector(Tensor x, long axis)
    {
        var vector = zeros_like(x);
        vector.select(-1, axis).fill_(Numbers.One);
        return vector;
    }
}
