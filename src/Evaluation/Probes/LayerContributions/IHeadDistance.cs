using static TorchSharp.torch;

namespace LmmCl.Evaluation.Probes.LayerContributions;

/// <summary>
/// Distance of two hidden states in vocabulary space, || W_t h_t - W_b h_b ||_2, without the norm before the head. Never materializes a
/// vocabulary-sized vector per position: the heads' products [D, D] are computed once.
/// </summary>
internal interface IHeadDistance : IDisposable
{
    /// <summary>Computes distances [N] from h_b and h_t [N, D].</summary>
    Tensor Of(Tensor ofBase, Tensor ofTuned);
}
