namespace LmmCl.WiSEFT;

/// <summary>Set of merged tensors and precision of the merge.</summary>
public enum MergeMode
{
    /// <summary>The trained tensors, in single precision, rounded once. Frozen tensors remain bit-identical.</summary>
    Default,

    /// <summary>
    /// Every tensor of the model, frozen or not, rounded at every step to <see cref="WiSEFTSettings.MergeDtype"/>: frozen tensors
    /// accumulate rounding noise at every stage (study C.2).
    /// </summary>
    AsPublished,
}
