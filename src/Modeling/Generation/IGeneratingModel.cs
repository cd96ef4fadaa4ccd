using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Modeling.Layers;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Generation;

/// <summary>A model that continues prompts token by token with a key-value cache.</summary>
public interface IGeneratingModel : IMultimodalModel, IDisposable
{
    /// <summary>Id of the token that stands for one image feature in a prompt.</summary>
    int ImageTokenId { get; }

    /// <summary>Returns the number of image tokens, and thus of placeholders in the prompt, of a processed image.</summary>
    int ImageTokens(ImageExtent image);

    /// <summary>Returns the contents of a <c>config.json</c> for weights of the given type.</summary>
    JsonObject ConfigJson(string dtype);

    /// <summary>Creates a cache for <paramref name="capacity"/> tokens in each of <paramref name="rows"/> rows.</summary>
    KeyValueCache NewCache(long rows, long capacity);

    /// <summary>Processes the prompts, which end in the same column, and returns the logits [B, V] of the first new token.</summary>
    Tensor Prefill(MultimodalBatch batch, KeyValueCache cache);

    /// <summary>Processes one more token per row and returns the logits [B, V] of the next.</summary>
    /// <param name="ids">Token ids, [B, 1].</param>
    /// <param name="positions">[B, 1], counted from each row's first real token.</param>
    /// <param name="mask">[B, S], where S is one more than the cache length; 0 for padding; null if no row has padding.</param>
    /// <param name="cache">The cache after the previous step.</param>
    Tensor Step(Tensor ids, Tensor positions, Tensor? mask, KeyValueCache cache);
}
