using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Modeling.Images.Steps;

/// <summary>
/// Target size given by <c>size</c> in a configuration: exact, or the length of the shorter edge with the aspect ratio preserved.
/// </summary>
/// <param name="Size">The exact size; with the aspect ratio preserved, a square whose side is the shorter edge.</param>
/// <param name="KeepsAspect">True if only the shorter edge is given.</param>
public readonly record struct ResizeTarget(ImageSize Size, bool KeepsAspect)
{
    /// <summary>Creates a target of exactly these rows and columns.</summary>
    public static ResizeTarget Exactly(int height, int width) => new(new(height, width), false);

    /// <summary>Creates a target whose shorter edge has this length.</summary>
    public static ResizeTarget ShortestEdge(int length) => new(new(length, length), true);

    /// <summary>Returns the size for an image of <paramref name="original"/> pixels.</summary>
    public ImageSize For(ImageSize original)
    {
        if (!KeepsAspect)
        {
            return Size;
        }

        var (edge, shorter) = ((long)Size.Height, Math.Min(original.Height, original.Width));
        return new((int)(edge * original.Height / shorter), (int)(edge * original.Width / shorter));
    }
}
