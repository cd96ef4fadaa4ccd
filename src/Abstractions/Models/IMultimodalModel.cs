using static TorchSharp.torch;

namespace LmmCl.Abstractions;

/// <summary>A large multimodal model: vision tower, projector and language model behind one forward pass.</summary>
public interface IMultimodalModel
{
    /// <summary>Model family as in <c>config.json</c>'s model_type, such as <c>llava_onevision</c>.</summary>
    string Family { get; }

    /// <summary>Number of decoder layers of the language model.</summary>
    int LayerCount { get; }

    /// <summary>Every parameter with its role, in the order of the checkpoint. Tied tensors appear once.</summary>
    IReadOnlyList<ModelParameter> Parameters { get; }

    /// <summary>
    /// The parts that a method may wrap, in the order of the checkpoint: every linear map, and attention and MLP of every layer.
    /// </summary>
    IReadOnlyList<ModelModule> Modules { get; }

    /// <summary>Logits [B, T, V] of the next token at every position: <see cref="Head"/> of <see cref="Hidden"/>.</summary>
    Tensor Logits(MultimodalBatch batch);

    /// <summary>
    /// What the head reads, after the last norm: [B, T, D], or [R, D] when <paramref name="rows"/> names the wanted positions.
    /// A loss reads few positions of a batch, and the last layer and the head are only computed where they are read.
    /// </summary>
    /// <param name="batch">Token ids, mask and pictures.</param>
    /// <param name="rows">[R] int64, indices into the flattened [B x T] positions, in main memory or on the batch's device; null for
    /// all.</param>
    Tensor Hidden(MultimodalBatch batch, Tensor? rows = null);

    /// <summary>Logits [..., V] of hidden states [..., D].</summary>
    Tensor Head(Tensor hidden);
}
