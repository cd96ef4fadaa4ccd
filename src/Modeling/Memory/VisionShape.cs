namespace LmmCl.Modeling.Memory;

/// <summary>Sizes of a vision tower's pass over the images of a batch.</summary>
/// <param name="Patches">Number of patches of all crops.</param>
/// <param name="Width">Width of the residual stream.</param>
/// <param name="Intermediate">Inner width of the MLP.</param>
/// <param name="Blocks">Number of blocks that run.</param>
/// <param name="IsGated">True for a gated MLP and RMS norms, false for a plain MLP and layer norms.</param>
public sealed record VisionShape(long Patches, long Width, long Intermediate, int Blocks, bool IsGated)
{
    /// <summary>Number of pixel values of all crops.</summary>
    public required long Pixels { get; init; }

    /// <summary>Number of rows that enter the projector, and their width.</summary>
    public required (long Count, long Width) Projected { get; init; }

    /// <summary>Width of the projector's hidden layer.</summary>
    public required long ProjectorWidth { get; init; }

    /// <summary>Number of rows that the language model reads.</summary>
    public required long Features { get; init; }
}
