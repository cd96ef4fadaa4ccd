namespace LmmCl.Modeling.Images.Sizes;

/// <summary>Selects the canvas among the allowed sizes ("grid pinpoints") and the image's position on it (LLaVA-NeXT's "anyres").</summary>
public static class AnyResolution
{
    /// <summary>
    /// Returns the pinpoint that preserves the most image pixels, then wastes the least canvas, then comes first in the list.
    /// </summary>
    /// <param name="original">Image size in pixels.</param>
    /// <param name="pinpoints">Allowed canvas sizes, in configuration order; at least one.</param>
    public static ImageSize Best(ImageSize original, IReadOnlyList<ImageSize> pinpoints)
    {
        ArgumentOutOfRangeException.ThrowIfZero(pinpoints.Count, nameof(pinpoints));
        var (best, bestEffective, bestWaste) = (pinpoints[0], -1L, 0L);
        foreach (var pinpoint in pinpoints)
        {
            var effective = Effective(original, pinpoint);
            var waste = (long)pinpoint.Height * pinpoint.Width - effective;
            if (effective > bestEffective || (effective == bestEffective && waste < bestWaste))
            {
                (best, bestEffective, bestWaste) = (pinpoint, effective, waste);
            }
        }

        return best;
    }

    /// <summary>Returns the size of the image when fitted into <paramref name="canvas"/> with its aspect ratio preserved.</summary>
    public static ImageSize Resized(ImageSize original, ImageSize canvas)
    {
        var byWidth = (double)canvas.Width / original.Width;
        var byHeight = (double)canvas.Height / original.Height;
        return byWidth < byHeight
            ? new(Math.Min((int)Math.Ceiling(original.Height * byWidth), canvas.Height), canvas.Width)
            : new(canvas.Height, Math.Min((int)Math.Ceiling(original.Width * byHeight), canvas.Width));
    }

    /// <summary>Returns the padding around an image centred on a canvas; an odd pixel goes to the bottom or right.</summary>
    public static ImagePadding Padding(ImageSize resized, ImageSize canvas)
    {
        var (rows, columns) = (canvas.Height - resized.Height, canvas.Width - resized.Width);
        return new(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
    }

    /// <summary>Returns the number of original pixels preserved on <paramref name="pinpoint"/>.</summary>
    private static long Effective(ImageSize original, ImageSize pinpoint)
    {
        var scale = Math.Min((double)pinpoint.Width / original.Width, (double)pinpoint.Height / original.Height);
        return Math.Min((long)(original.Width * scale) * (long)(original.Height * scale), (long)original.Width * original.Height);
    }
}
