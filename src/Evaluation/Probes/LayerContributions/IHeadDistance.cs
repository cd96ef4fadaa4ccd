using static TorchSharp.torch;

namespace LmmCl.Evaluation.Probes.LayerContributions;

/// <summary>
/// How far two hidden states are apart for the vocabulary, || W_t h_t - W_b h_b ||_2, no norm before the head. Never makes a vector as long
/// as the vocabulary per position: the heads' products [D, D] are made once.
/// </summary>
internal interface IHeadDistance : IDisposable
{
    /// <summary>h_b and h_t [N, D] to distances [N].</summary>
    Tensor Of(Tensor ofBase, Tensor ofTuned);
}
