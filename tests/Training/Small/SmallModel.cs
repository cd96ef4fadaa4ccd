using LmmCl.Abstractions;
using TorchSharp;
using TorchSharp.Modules;
using static LmmCl.Abstractions.ParameterRole;
using static TorchSharp.torch;

namespace LmmCl.Training.Tests.Small;

/// <summary>
/// Every role of a real model in a few hundred numbers: what the loop must handle, fast enough to train thousands of steps in a test.
/// </summary>
internal sealed class SmallModel : IMultimodalModel, IDisposable
{
    public const int Vocabulary = 13;
    private const int Width = 6;
    private static readonly (string Name, ParameterRole Role)[] projections =
    [
        ("q", AttentionQuery),
        ("k", AttentionKey),
        ("v", AttentionValue),
        ("o", AttentionOutput),
        ("gate", MlpGate),
        ("up", MlpUp),
        ("down", MlpDown),
    ];

    private readonly ScalarType dtype;
    private readonly Device device;
    private readonly Dictionary<string, Parameter> values = [];
    private readonly List<ModelParameter> parameters = [];

    public SmallModel(int layers = 2, long seed = 7, ScalarType dtype = ScalarType.Float32, Device? device = null)
    {
        (this.dtype, this.device) = (dtype, device ?? CPU);
        LayerCount = layers;
        manual_seed(seed);
        Add("newline", ImageNewline, null, Width);
        Add("vision.weight", VisionTower, null, 3, 4);
        Add("vision.unused", VisionTower, null, 4);
        Add("projector.weight", Projector, null, 4, Width);
        Add("embed", TokenEmbedding, null, Vocabulary, Width);
        for (var layer = 0; layer < layers; layer++)
        {
            foreach (var (name, role) in projections)
            {
                Add($"layers.{layer}.{name}", role, layer, Width, Width);
            }

            Add($"layers.{layer}.norm", Norm, layer, Width);
        }

        Add("norm", Norm, null, Width);
        Add("head", ParameterRole.Head, null, Width, Vocabulary);
    }

    public string Family => "small";

    public int LayerCount { get; }

    public IReadOnlyList<ModelParameter> Parameters => parameters;

    public IReadOnlyList<ModelModule> Modules => [];

    public ModelParameter this[string name] => parameters.Single(parameter => parameter.Name == name);

    public Tensor Logits(MultimodalBatch batch) => Head(Hidden(batch));

    public Tensor Hidden(MultimodalBatch batch, Tensor? rows = null)
    {
        var (examples, length) = (batch.InputIds.shape[0], batch.InputIds.shape[1]);
        var x = values["embed"].index_select(0, batch.InputIds.flatten()).reshape(examples, length, Width);
        if (batch.PixelValues is not null)
        {
            x = x + batch.PixelValues.to(dtype).mean([2, 3]).mm(values["vision.weight"]).mm(values["projector.weight"]).mean([0], keepdim: true);
        }

        for (var layer = 0; layer < LayerCount; layer++)
        {
            var mixed = (Times(x, layer, "q") * Times(x, layer, "k").sigmoid()) + Times(x, layer, "v");
            x = x + Times(mixed, layer, "o");
            x = (x * values[$"layers.{layer}.norm"]) + Times(Times(x, layer, "gate").sigmoid() * Times(x, layer, "up"), layer, "down");
        }

        x = x * values["norm"];
        return rows is null ? x : x.flatten(0, 1).index_select(0, rows.to(device));
    }

    public Tensor Head(Tensor hidden) => hidden.matmul(values["head"]);

    public void Dispose()
    {
        foreach (var value in values.Values)
        {
            value.Dispose();
        }
    }

    private Tensor Times(Tensor x, int layer, string name) => x.matmul(values[$"layers.{layer}.{name}"]);

    private void Add(string name, ParameterRole role, int? layer, params long[] shape)
    {
        using var scope = NewDisposeScope();
        var value = new Parameter((randn(shape) * 0.4).to(dtype, device).DetachFromDisposeScope());
        value.DetachFromDisposeScope();
        values[name] = value;
        parameters.Add(new ModelParameter(name, role, layer, value));
    }
}
