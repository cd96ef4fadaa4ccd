using LmmCl.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling;

/// <summary>Takes batches to where a model is.</summary>
public static class Batches
{
    /// <summary>
    /// The batch on a device, copied while the host goes on: from pinned memory, which needs no stop in between. The batch in main memory
    /// stays with it (<see cref="MultimodalBatch.OnHost"/>) and is freed with it.
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
