using LmmCl.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling;

/// <summary>Moves batches to a model's device.</summary>
public static class Batches
{
    /// <summary>
    /// Copies the batch to a device asynchronously through pinned memory. The batch in main memory remains available as
    /// <see cref="MultimodalBatch.OnHost"/> and is freed together with the result.
    /// </summary>
    public static MultimodalBatch MoveTo(this MultimodalBatch batch, Device device)
    {
        if (device.type == DeviceType.CPU)
        {
            return batch;
        }

        Tensor Copy(Tensor tensor)
        {
            using var pinned = tensor.pin_memory();
            return pinned.to(device, non_blocking: true);
        }

        return new MultimodalBatch(
            Copy(batch.InputIds),
            Copy(batch.AttentionMask),
            batch.Labels is { } labels ? Copy(labels) : null,
            batch.PixelValues is { } pixels ? Copy(pixels) : null,
            batch.Images)
        {
            OnHost = batch,
        };
    }
}
