using LmmCl.Abstractions;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LmmCl.Training.Optimisation;

/// <summary>
/// What the optimiser updates for a parameter. Half-precision numbers have too few digits to add small updates to, so behind such a
/// parameter stands a master in fp32; any other is its own master.
/// </summary>
internal sealed class TrainedTensor : IDisposable
{
    private readonly bool isCopy;
    private readonly bool sumsApart;

    /// <param name="parameter">What trains.</param>
    /// <param name="sumsApart">
    /// Adds up the gradients of micro-batches outside autograd, which activation checkpointing needs: a parameter that the loss reaches
    /// through a block and beside it gets two gradients then instead of their sum, and sum + (a + b) differs from (sum + a) + b.
    /// </param>
    public TrainedTensor(ModelParameter parameter, bool sumsApart)
    {
        Parameter = parameter;
        isCopy = parameter.Value.dtype is ScalarType.BFloat16 or ScalarType.Float16;
        this.sumsApart = sumsApart || isCopy;
        Master = this.sumsApart ? Apart(parameter.Value) : parameter.Value;
    }

    public ModelParameter Parameter { get; }

    /// <summary>What is updated and saved. Its gradient is the sum over the step's micro-batches.</summary>
    public Parameter Master { get; }

    /// <summary>Whether the master has moved by less than the parameter's type can show.</summary>
    public bool IsRoundedAway
    {
        get
        {
            using var scope = NewDisposeScope();
            using var untracked = no_grad();
            return isCopy && !Master.eq(Parameter.Value).all().item<bool>();
        }
    }

    /// <summary>
    /// Adds the gradient of a micro-batch to the master's. In fp32, where autograd's own sum of many micro-batches in half precision would
    /// lose what is small beside it; DeepSpeed's optimiser for bf16 sums in the same way.
    /// </summary>
    public void Collect()
    {
        if (!sumsApart || Parameter.Value.grad is not { } gradient)
        {
            return;
        }

        if (Master.grad is { } sum)
        {
            sum.add_(gradient, Numbers.One);
        }
        else
        {
            Master.grad = gradient.to(ScalarType.Float32);
        }

        Parameter.Value.grad = null;
    }

    /// <summary>Rounds the master into the parameter.</summary>
    public void Publish()
    {
        if (isCopy)
        {
            Parameter.Value.copy_(Master);
        }
    }

    /// <summary>Forgets the gradients, so that the next step can tell which parameters it reached.</summary>
    public void ClearGradient()
    {
        Parameter.Value.grad = null;
        Master.grad = null;
    }

    public void Dispose()
    {
        if (sumsApart)
        {
            Master.Dispose();
        }
    }

    /// <summary>A parameter in fp32 with a gradient of its own: over the same numbers where the value is fp32.</summary>
    private static Parameter Apart(Tensor value)
    {
        using var untracked = no_grad();
        var master = new Parameter(value.detach().to(ScalarType.Float32), requires_grad: false);
        master.DetachFromDisposeScope();
        return master;
    }
}
