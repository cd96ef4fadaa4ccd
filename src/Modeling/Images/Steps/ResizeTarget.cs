using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Modeling.Images.Steps;

/// <summary>The size asked for by <c>size</c> in a configuration: exact, or the length of the shorter edge with the aspect kept.</summary>
/// <param name="Size">The exact size; with the aspect kept, a square whose side is the shorter edge.</param>
/// <param name="KeepsAspect">Whether only the shorter edge is given.</param>
public readonly record struct ResizeTarget(ImageSize Size, bool KeepsAspect)
{
    /// <summary>Resize to exactly these rows and columns.</summary>
    public static ResizeTarget Exactly(int height, int width) => new(new(height, width), false);

    /// <summary>Resize so that the shorter edge gets this length.</summary>
    public static ResizeTarget ShortestEdge(int length) => new(new(length, length), true);

    /// <summary>The size for a picture of <paramref name="original"/> pixels.</summary>
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
