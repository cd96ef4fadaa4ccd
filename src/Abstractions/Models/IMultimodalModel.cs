using static TorchSharp.torch;

namespace LmmCl.Abstractions;

/// <summary>A large multimodal model: vision tower, projector and language model behind a single forward pass.</summary>
public interface IMultimodalModel
{
    /// <summary>Model family as in <c>config.json</c>'s model_type, such as <c>llava_onevision</c>.</summary>
    string Family { get; }

    /// <summary>Number of decoder layers of the language model.</summary>
    int LayerCount { get; }

    /// <summary>All parameters with their roles, in checkpoint order. Tied tensors appear once.</summary>
    IReadOnlyList<ModelParameter> Parameters { get; }

    /// <summary>Modules that a method may wrap, in checkpoint order: every linear map, and the attention and MLP of every layer.</summary>
    IReadOnlyList<ModelModule> Modules { get; }

    /// <summary>Returns the next-token logits [B, T, V] at every position: <see cref="Head"/> of <see cref="Hidden"/>.</summary>
    Tensor Logits(MultimodalBatch batch);

    /// <summary>
    /// Returns the input of the head, after the final norm: [B, T, D], or [R, D] if <paramref name="rows"/> selects positions. A loss reads
    /// few positions of a batch, so the last layer and the head are computed only for those.
    /// </summary>
    /// <param name="batch">Token ids, mask and images.</param>
    /// <param name="rows">[R] int64, indices into the flattened [B x T] positions, in main memory or on the batch's device; null for
    /// all.</param>
    Tensor Hidden(MultimodalBatch batch, Tensor? rows = null);

    /// <summary>Computes the logits [..., V] of hidden states [..., D].</summary>
    Tensor Head(Tensor hidden);
}
