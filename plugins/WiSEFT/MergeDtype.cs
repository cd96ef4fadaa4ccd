namespace LmmCl.WiSEFT;

/// <summary>Accumulation type of the published merge.</summary>
public enum MergeDtype
{
    /// <summary>bfloat16, the type of the reference's checkpoints.</summary>
    Bfloat16,

    /// <summary>Half precision.</summary>
    Float16,

    /// <summary>Single precision.</summary>
    Float32,
}
