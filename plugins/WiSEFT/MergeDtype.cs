namespace LmmCl.WiSEFT;

/// <summary>A type that the published merge accumulates in.</summary>
public enum MergeDtype
{
    /// <summary>The reference's checkpoints.</summary>
    Bfloat16,

    /// <summary>Half precision.</summary>
    Float16,

    /// <summary>Single precision.</summary>
    Float32,
}
