using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Modeling.Layers;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Generation;

/// <summary>A model that continues prompts token by token, keeping keys and values of what it has read.</summary>
public interface IGeneratingModel : IMultimodalModel, IDisposable
{
    /// <summary>Token that stands for one image feature in the prompts.</summary>
    int ImageTokenId { get; }

    /// <summary>Contents of a <c>config.json</c> for weights of the given type.</summary>
    JsonObject ConfigJson(string dtype);

    /// <summary>Room for <paramref name="capacity"/> tokens in each of <paramref name="rows"/> rows.</summary>
    KeyValueCache NewCache(long rows, long capacity);

    /// <summary>Reads the prompts, which end at the same column, and returns the logits [B, V] of the first new token.</summary>
    Tensor Prefill(MultimodalBatch batch, KeyValueCache cache);

    /// <summary>Reads one more token per row and returns the logits [B, V] of the next.</summary>
    /// <param name="ids">[B, 1].</param>
    /// <param name="positions">[B, 1], counted from each row's first real token.</param>
    /// <param name="mask">[B, S] with S one more than the cache holds, 0 for padding; null when no row has padding.</param>
    /// <param name="cache">As left by the step before.</param>
    Tensor Step(Tensor ids, Tensor positions, Tensor? mask, KeyValueCache cache);
}
