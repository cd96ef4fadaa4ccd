namespace LmmCl.WiSEFT;

/// <summary>What is merged, and in which precision.</summary>
public enum MergeMode
{
    /// <summary>The tensors that trained, in single precision, rounded once. Frozen tensors stay bit for bit.</summary>
    Default,

    /// <summary>
    /// Every tensor of the model, frozen or not, rounded at every step to <see cref="WiSEFTSettings.MergeDtype"/>: frozen tensors pick up
    /// rounding noise at every stage (study C.2).
    /// </summary>
    AsPublished,
}
