using LmmCl.Abstractions;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LmmCl.Training.Optimisation;

/// <summary>
/// The tensor that the optimiser updates for a parameter. Half-precision types lack the digits to accumulate small updates, so such a
/// parameter has an fp32 master copy; any other parameter is its own master.
/// </summary>
internal sealed class TrainedTensor : IDisposable
{
    private readonly bool isCopy;
    private readonly bool sumsApart;

    /// <param name="parameter">The trained parameter.</param>
    /// <param name="sumsApart">
    /// Accumulates micro-batch gradients outside autograd, as activation checkpointing requires: a parameter that the loss reaches both
    /// through a block and outside it receives two separate gradients instead of their sum, and sum + (a + b) differs from (sum + a) + b.
    /// </param>
    public TrainedTensor(ModelParameter parameter, bool sumsApart)
    {
        Parameter = parameter;
        isCopy = parameter.Value.dtype is ScalarType.BFloat16 or ScalarType.Float16;
        this.sumsApart = sumsApart || isCopy;
        Master = this.sumsApart ? Apart(parameter.Value) : parameter.Value;
    }

    public ModelParameter Parameter { get; }

    /// <summary>The tensor that is updated and saved. Its gradient is the sum over the step's micro-batches.</summary>
    public Parameter Master { get; }

    /// <summary>True if the master's change is below the resolution of the parameter's type.</summary>
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
    /// Adds the gradient of a micro-batch to the master's gradient in fp32, because autograd's own half-precision sum over many
    /// micro-batches would lose small contributions. DeepSpeed's bf16 optimiser accumulates in the same way.
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

    /// <summary>Clears the gradients, so that the next step can detect which parameters it reached.</summary>
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

    /// <summary>Creates an fp32 parameter with its own gradient, sharing the data if the value is already fp32.</summary>
    private static Parameter Apart(Tensor value)
    {
        using var untracked = no_grad();
        var master = new Parameter(value.detach().to(ScalarType.Float32), requires_grad: false);
        master.DetachFromDisposeScope();
        return master;
    }
}
