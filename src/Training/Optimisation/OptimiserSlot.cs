using static TorchSharp.torch;

namespace LmmCl.Training.Optimisation;

/// <summary>A trained tensor with its AdamW state.</summary>
internal sealed class OptimiserSlot(TrainedTensor tensor) : IDisposable
{
    /// <summary>The parameter and its master tensor.</summary>
    public TrainedTensor Tensor { get; } = tensor;

    /// <summary>Name of the parameter.</summary>
    public string Name => Tensor.Parameter.Name;

    /// <summary>Running mean of the gradient (first moment).</summary>
    public Tensor Mean { get; } = zeros_like(tensor.Master).DetachFromDisposeScope();

    /// <summary>Running mean of the squared gradient (second moment).</summary>
    public Tensor Square { get; } = zeros_like(tensor.Master).DetachFromDisposeScope();

    /// <summary>Number of updates so far; 0 until a gradient reaches the parameter.</summary>
    public long Steps { get; set; }

    public void Dispose()
    {
        Tensor.Dispose();
        Mean.Dispose();
        Square.Dispose();
    }
}
