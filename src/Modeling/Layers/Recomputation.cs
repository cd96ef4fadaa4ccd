using System.Runtime.ExceptionServices;
using LmmCl.Modeling.Hardware;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Layers;

/// <summary>
/// Activation checkpointing (Chen et al. 2016): while open, a block of the model keeps only its input and is recomputed in the backward
/// pass. One instance is open for the forward and backward pass of a micro-batch.
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

    /// <summary>The instance open on this thread; null if there is none or gradients are disabled.</summary>
    internal static Recomputation? Current => is_grad_enabled() ? open : null;

    /// <summary>Opens an instance.</summary>
    /// <param name="index">Index of the micro-batch in its step, which seeds random numbers on an accelerator.</param>
    public static Recomputation Begin(long index) => new(index);

    /// <summary>
    /// Rethrows an exception from recomputation. Exceptions cannot propagate through libtorch's autograd engine, so they are rethrown
    /// afterwards.
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
    /// Runs a block on x, to be recomputed in the backward pass if an instance is open and any parameter in or before the block trains.
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

        // The anchor makes autograd call back even if x needs no gradient but a parameter of the block does.
        var outputs = CheckpointFunction.apply(x, current.anchor, checkpoint, current);
        checkpoint.HandOnSideOutputs([.. outputs.Skip(1)]);
        return outputs[0].MoveToOuterDisposeScope();
    }

    /// <summary>Returns a copy of the tensor that lives as long as this instance.</summary>
    internal Tensor Keep(Tensor value)
    {
        var own = value.alias().DetachFromDisposeScope();
        kept.Add(own);
        return own;
    }

    /// <summary>Recomputes a block; returns null if this or an earlier recomputation failed.</summary>
    private Tensor? Backward(CheckpointedBlock block, IReadOnlyList<Tensor> gradients)
    {
        if (failure is not null)
        {
            return null;
        }

        try
        {
            // libtorch has consumed the previously returned tensors by now, and no dispose scope exists on an accelerator's thread to free
            // them.
            handedOn?.Dispose();
            return handedOn = block.Backward(gradients)?.DetachFromDisposeScope();
        }
        catch (Exception error)
        {
            failure = ExceptionDispatchInfo.Capture(error);
            return null;
        }
    }

    /// <summary>Seeds each block on an accelerator, whose generator state can be neither read nor set.</summary>
    private long? SeedFor(Tensor x)
    {
        using var generator = Generator.Default;
        return x.device_type == DeviceType.CPU ? null : unchecked((generator.initial_seed() * 1_000_003) + (index << 20) + blocks++);
    }

    private static bool Trains(nn.Module block) =>
        block.parameters().Any(parameter => parameter.requires_grad)
        || block.modules().OfType<IWrappable>().Any(layer => layer.Handle is { IsWrapped: true });

    /// <summary>Arguments: x, the anchor, the block, and the open instance.</summary>
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
