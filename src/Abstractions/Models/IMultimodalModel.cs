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

    /// <summary>Logits [B, T, V] of the next token at every position.</summary>
    Tensor Logits(MultimodalBatch batch);
}
