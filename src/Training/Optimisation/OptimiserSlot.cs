using static TorchSharp.torch;

namespace LmmCl.Training.Optimisation;

/// <summary>A tensor that trains and what AdamW remembers of it.</summary>
internal sealed class OptimiserSlot(TrainedTensor tensor) : IDisposable
{
    /// <summary>Parameter and master.</summary>
    public TrainedTensor Tensor { get; } = tensor;

    /// <summary>Of the parameter.</summary>
    public string Name => Tensor.Parameter.Name;

    /// <summary>Running mean of the gradient.</summary>
    public Tensor Mean { get; } = zeros_like(tensor.Master).DetachFromDisposeScope();

    /// <summary>Running mean of its square.</summary>
    public Tensor Square { get; } = zeros_like(tensor.Master).DetachFromDisposeScope();

    /// <summary>Updates so far; 0 as long as no gradient reached the parameter.</summary>
    public long Steps { get; set; }

    public void Dispose()
    {
        Tensor.Dispose();
        Mean.Dispose();
        Square.Dispose();
    }
}
