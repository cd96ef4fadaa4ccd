namespace LmmCl.Modeling.Images.Resizing;

/// <summary>Resizes by nearest-neighbour sampling.</summary>
internal static class NearestPass
{
    /// <summary>Resizes the region <paramref name="box"/> of an image to [height, width, 3].</summary>
    public static RgbImage Run(RgbImage image, int height, int width, ImageBox box)
    {
        var rows = Positions(box.Top, box.Bottom, height, image.Height);
        var columns = Positions(box.Left, box.Right, width, image.Width);
        var pixels = new byte[height * width * 3];
        var at = 0;
        foreach (var row in rows)
        {
            foreach (var column in columns)
            {
                image.Pixels.AsSpan((row * image.Width + column) * 3, 3).CopyTo(pixels.AsSpan(at));
                at += 3;
            }
        }

        return new RgbImage(height, width, pixels);
    }

    /// <summary>
    /// Computes positions by repeatedly adding the step instead of multiplying, as Pillow does: accumulated rounding decides some
    /// positions.
    /// </summary>
    private static int[] Positions(float low, float high, int outputs, int inputs)
    {
        var step = (double)(high - low) / outputs;
        var position = low + step * 0.5;
        var positions = new int[outputs];
        for (var output = 0; output < outputs; output++, position += step)
        {
            positions[output] = Math.Min((int)position, inputs - 1);
        }

        return positions;
    }
}
