using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.Training.Optimisation;

/// <summary>What AdamW remembers of one parameter.</summary>
internal sealed class AdamMoments(ModelParameter parameter) : IDisposable
{
    public ModelParameter Parameter { get; } = parameter;

    /// <summary>Running mean of the gradient.</summary>
    public Tensor Mean { get; } = zeros_like(parameter.Value).DetachFromDisposeScope();

    /// <summary>Running mean of its square.</summary>
    public Tensor Square { get; } = zeros_like(parameter.Value).DetachFromDisposeScope();

    /// <summary>Updates so far; 0 as long as no gradient reached the parameter.</summary>
    public long Steps { get; set; }

    public void Dispose()
    {
        Mean.Dispose();
        Square.Dispose();
    }
}
