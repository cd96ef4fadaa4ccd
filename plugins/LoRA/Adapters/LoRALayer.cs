using LmmCl.Abstractions;
using LmmCl.LoRA.Peft;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.LoRA.Adapters;

/// <summary>
/// The low-rank update of one linear map, W' = W + scale * B A (Hu et al. 2021), with A: [r, inputs] and B: [outputs, r]. Both are fp32
/// regardless of the type of W, as in PEFT.
/// </summary>
internal sealed class LoRALayer : IDisposable
{
    private readonly Scalar scale;
    private IDisposable? wrapped;

    /// <summary>Takes ownership of A and B.</summary>
    public LoRALayer(ModelModule module, Tensor a, Tensor b, double scale)
    {
        Module = module;
        this.scale = scale;
        A = Added(PeftNames.A(module.Name), a);
        B = Added(PeftNames.B(module.Name), b);
    }

    /// <summary>The linear map.</summary>
    public ModelModule Module { get; }

    /// <summary>Matrix A, [r, inputs].</summary>
    public ModelParameter A { get; }

    /// <summary>Matrix B, [outputs, r].</summary>
    public ModelParameter B { get; }

    /// <summary>The weight that the update is added to, [outputs, inputs].</summary>
    public ModelParameter Weight => Module.Parameters[0];

    /// <summary>
    /// Creates an update that changes nothing: B = 0, and A uniform in +-1 / sqrt(inputs), which is equivalent to PEFT's Kaiming
    /// initialisation with a = sqrt(5).
    /// </summary>
    public static LoRALayer Fresh(ModelModule module, int rank, double scale, Generator generator)
    {
        using var scope = NewDisposeScope();
        var weight = module.Parameters[0].Value;
        var (outputs, inputs) = (weight.shape[0], weight.shape[1]);
        var bound = 1 / Math.Sqrt(inputs);
        using Scalar least = bound;
        using Scalar span = 2 * bound;
        var a = rand([rank, inputs], dtype: ScalarType.Float32, generator: generator).mul_(span).sub_(least);
        return new LoRALayer(module, a.to(weight.device), zeros([outputs, rank], dtype: ScalarType.Float32, device: weight.device), scale);
    }

    /// <summary>Installs the update in the model: W x + scale * B A dropout(x).</summary>
    /// <param name="dropout">Fraction of the update's input that is zeroed in training.</param>
    /// <param name="isTraining">Returns, on every call, whether dropout applies; null for never.</param>
    public void Put(double dropout, Func<bool>? isTraining) => wrapped = Module.Wrap((x, inner) =>
    {
        var own = inner(x);
        var input = x.to(A.Value.dtype);
        var drops = dropout > 0 && isTraining?.Invoke() == true;
        var reduced = functional.linear(drops ? functional.dropout(input, dropout) : input, A.Value);
        return own.Plus(functional.linear(reduced, B.Value).mul(scale).to(own.dtype));
    });

    /// <summary>Removes the update from the model.</summary>
    public void TakeOff()
    {
        wrapped?.Dispose();
        wrapped = null;
    }

    /// <summary>Adds the update to the weight in fp32 and rounds once.</summary>
    public void Merge()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var update = B.Value.matmul(A.Value).mul_(scale);
        Weight.Value.copy_(Weight.Value.to(update.dtype).Plus(update));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        TakeOff();
        A.Value.Dispose();
        B.Value.Dispose();
    }

    private ModelParameter Added(string name, Tensor values)
    {
        var parameter = new Parameter(values, requires_grad: false);
        parameter.DetachFromDisposeScope();
        return new ModelParameter(name, ParameterRole.Added, Module.Layer, parameter);
    }
}
