using System.Runtime.ExceptionServices;
using LmmCl.Modeling.Hardware;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Layers;

/// <summary>
/// Activation checkpointing (Chen et al. 2016): while it is open, a block of the model keeps its input alone and is computed once more when
/// its gradient is wanted. One is open for the forward and backward pass of a micro-batch.
/// </summary>
public sealed class Recomputation : IDisposable
{
    [ThreadStatic]
    private static Recomputation? open;

    private readonly long index;
    private readonly Tensor anchor = zeros(1, requires_grad: true).DetachFromDisposeScope();
    private readonly List<IDisposable> kept = [];
    private ExceptionDispatchInfo? failure;
    private Tensor? handedOn;
    private long blocks;

    private Recomputation(long index) => (this.index, open) = (index, this);

    /// <summary>The one that is open on this thread; null where none is, or nothing is recorded for gradients.</summary>
    internal static Recomputation? Current => is_grad_enabled() ? open : null;

    /// <summary>Opens one.</summary>
    /// <param name="index">Of the micro-batch in its step: random numbers of an accelerator depend on it.</param>
    public static Recomputation Begin(long index) => new(index);

    /// <summary>
    /// What went wrong while a block was computed again. Exceptions cannot pass through libtorch's engine, so it is thrown after it.
    /// </summary>
    public void ThrowIfFailed() => failure?.Throw();

    /// <inheritdoc/>
    public void Dispose()
    {
        open = null;
        handedOn?.Dispose();
        anchor.Dispose();
        kept.ForEach(item => item.Dispose());
    }

    /// <summary>
    /// A block's output for x, computed again in the backward pass where one is open and anything in or before the block trains.
    /// </summary>
    internal static Tensor Run(nn.Module block, Tensor x, Func<Tensor, Tensor> compute)
    {
        if (Current is not { } current || !(x.requires_grad || Trains(block)))
        {
            return compute(x);
        }

        using var scope = NewDisposeScope();
        var checkpoint = new CheckpointedBlock(x, compute, current.SeedFor(x));
        current.kept.Add(checkpoint);

        // The anchor lets a gradient come back where x has none but a parameter of the block wants one.
        var outputs = CheckpointFunction.apply(x, current.anchor, checkpoint, current);
        checkpoint.HandOnSideOutputs([.. outputs.Skip(1)]);
        return outputs[0].MoveToOuterDisposeScope();
    }

    /// <summary>The same values for as long as it is open.</summary>
    internal Tensor Keep(Tensor value)
    {
        var own = value.alias().DetachFromDisposeScope();
        kept.Add(own);
        return own;
    }

    /// <summary>Computes a block again; null where that or an earlier one failed.</summary>
    private Tensor? Backward(CheckpointedBlock block, IReadOnlyList<Tensor> gradients)
    {
        if (failure is not null)
        {
            return null;
        }

        try
        {
            // libtorch has taken what was handed on before by now. On an accelerator's thread no scope would free it.
            handedOn?.Dispose();
            return handedOn = block.Backward(gradients)?.DetachFromDisposeScope();
        }
        catch (Exception error)
        {
            failure = ExceptionDispatchInfo.Capture(error);
            return null;
        }
    }

    /// <summary>
    /// The state of an accelerator's generator can be neither read nor set, so each block is given a seed of its own there.
    /// </summary>
    private long? SeedFor(Tensor x)
    {
        using var generator = Generator.Default;
        return x.device_type == DeviceType.CPU ? null : unchecked((generator.initial_seed() * 1_000_003) + (index << 20) + blocks++);
    }

    private static bool Trains(nn.Module block) =>
        block.parameters().Any(parameter => parameter.requires_grad)
        || block.modules().OfType<IWrappable>().Any(layer => layer.Handle is { IsWrapped: true });

    /// <summary>Arguments: x, the anchor, the block, and what is open.</summary>
    private sealed class CheckpointFunction : autograd.MultiTensorFunction<CheckpointFunction>
    {
        private const string Block = "block";
        private const string Open = "open";

        public override string Name => nameof(CheckpointFunction);

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
        {
            ctx.set_materialize_grads(false);
            ctx.save_data(Block, vars[2]);
            ctx.save_data(Open, vars[3]);
            return ((CheckpointedBlock)vars[2]).Forward((Tensor)vars[0]);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
        {
            var (block, open) = ((CheckpointedBlock)ctx.get_data(Block), (Recomputation)ctx.get_data(Open));
            return [open.Backward(block, grad_outputs)!, null!, null!, null!];
        }
    }
}
