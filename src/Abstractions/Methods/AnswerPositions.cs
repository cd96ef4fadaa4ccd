using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Abstractions;

/// <summary>
/// Positions of a batch at which labels are predicted: position t predicts the label at t + 1, so the first label of a row is never used.
/// </summary>
public sealed class AnswerPositions : IDisposable
{
    private AnswerPositions(Tensor rows, Tensor targets, Tensor rowsOnHost)
    {
        Rows = rows;
        Targets = targets;
        RowsOnHost = rowsOnHost;
    }

    /// <summary>Number of answer positions, N.</summary>
    public long Count => Targets.shape[0];

    /// <summary>[N] int64: indices into the flattened [B x T] positions.</summary>
    public Tensor Rows { get; }

    /// <summary>[N] int64: the labels.</summary>
    public Tensor Targets { get; }

    /// <summary>Copy of <see cref="Rows"/> in main memory, readable without waiting for an accelerator.</summary>
    public Tensor RowsOnHost { get; }

    /// <summary>Derives the positions from <see cref="MultimodalBatch.Labels"/>.</summary>
    /// <exception cref="ArgumentException">The batch has no labels.</exception>
    public static AnswerPositions Of(MultimodalBatch batch)
    {
        var labels = (batch.OnHost ?? batch).Labels ?? throw new ArgumentException("The batch has no labels.", nameof(batch));
        var device = batch.InputIds.device;
        using var scope = NewDisposeScope();
        var length = labels.shape[1];
        var found = labels.slice(1, 1, length, 1).ne(Numbers.Of(MultimodalBatch.IgnoredLabel)).nonzero();
        using Scalar stride = length;
        var rows = found.select(1, 0).mul(stride).Plus(found.select(1, 1));
        var targets = labels.flatten().slice(0, 1, labels.numel(), 1).index_select(0, rows);
        Tensor Placed(Tensor tensor) => tensor.to(device, non_blocking: true).MoveToOuterDisposeScope();
        return new(Placed(rows), Placed(targets), rows.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Rows.Dispose();
        Targets.Dispose();
        RowsOnHost.Dispose();
    }
}
