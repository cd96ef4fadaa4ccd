using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.Testing.Trials;

/// <summary>A teacher that records whether it was called.</summary>
internal sealed class WatchedTeacher(IMultimodalModel model) : IMultimodalModel
{
    public bool WasAsked { get; private set; }

    public string Family => model.Family;

    public int LayerCount => model.LayerCount;

    public IReadOnlyList<ModelParameter> Parameters => Asked().Parameters;

    public IReadOnlyList<ModelModule> Modules => Asked().Modules;

    public Tensor Logits(MultimodalBatch batch) => Asked().Logits(batch);

    public Tensor Hidden(MultimodalBatch batch, Tensor? rows = null) => Asked().Hidden(batch, rows);

    public Tensor Head(Tensor hidden) => Asked().Head(hidden);

    private IMultimodalModel Asked()
    {
        WasAsked = true;
        return model;
    }
}
