namespace LmmCl.Modeling.Images.Sizes;

/// <summary>Which of the allowed canvases ("grid pinpoints") a picture is put on, and where (LLaVA-NeXT's "anyres").</summary>
public static class AnyResolution
{
    /// <summary>
    /// The pinpoint that keeps the most of the picture's pixels, then wastes the least canvas, then comes first in the list.
    /// </summary>
    /// <param name="original">The picture, in pixels.</param>
    /// <param name="pinpoints">Canvases, in the order of the model's configuration; at least one.</param>
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

    /// <summary>The size of the picture when it fills <paramref name="canvas"/> with its aspect kept.</summary>
    public static ImageSize Resized(ImageSize original, ImageSize canvas)
    {
        var byWidth = (double)canvas.Width / original.Width;
        var byHeight = (double)canvas.Height / original.Height;
        return byWidth < byHeight
            ? new(Math.Min((int)Math.Ceiling(original.Height * byWidth), canvas.Height), canvas.Width)
            : new(canvas.Height, Math.Min((int)Math.Ceiling(original.Width * byHeight), canvas.Width));
    }

    /// <summary>What remains around a picture in the middle of a canvas; an odd pixel goes to the bottom or right.</summary>
    public static ImagePadding Padding(ImageSize resized, ImageSize canvas)
    {
        var (rows, columns) = (canvas.Height - resized.Height, canvas.Width - resized.Width);
        return new(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
    }

    /// <summary>Pixels of the original that survive on <paramref name="pinpoint"/>.</summary>
    private static long Effective(ImageSize original, ImageSize pinpoint)
    {
        var scale = Math.Min((double)pinpoint.Width / original.Width, (double)pinpoint.Height / original.Height);
        return Math.Min((long)(original.Width * scale) * (long)(original.Height * scale), (long)original.Width * original.Height);
    }
}
