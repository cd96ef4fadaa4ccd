namespace LmmCl.Modeling.Images.Resizing;

/// <summary>Resizes images with Pillow's arithmetic, byte for byte.</summary>
public static class ImageResizer
{
    /// <summary>Name of this arithmetic among the image backends of transformers, as experiments record it.</summary>
    public const string Backend = "pillow";

    /// <summary>Resizes the image, or its region <paramref name="box"/>, to [height, width, 3].</summary>
    /// <param name="image">The input, [h, w, 3].</param>
    /// <param name="height">Height of the output.</param>
    /// <param name="width">Width of the output.</param>
    /// <param name="filter">Resampling filter.</param>
    /// <param name="order">Axis that is resized first.</param>
    /// <param name="box">Region of the input; null for all of it.</param>
    /// <exception cref="ArgumentException">The output has no pixels, or the box is empty or outside of the image.</exception>
    public static RgbImage Resize(
        RgbImage image, int height, int width, ResampleFilter filter, AxisOrder order = AxisOrder.HorizontalFirst, ImageBox? box = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        var part = box ?? new ImageBox(0, 0, image.Width, image.Height);
        if (!part.IsInside(image))
        {
            throw new ArgumentException($"{part} is not part of a picture of {image.Height} x {image.Width}.", nameof(box));
        }

        if (part.IsCrop(height, width))
        {
            return PixelWindow.Cut(image, (int)part.Top, (int)part.Left, height, width);
        }

        return filter == ResampleFilter.Nearest
            ? NearestPass.Run(image, height, width, part)
            : Resample(image, height, width, filter, order, part);
    }

    private static RgbImage Resample(RgbImage image, int height, int width, ResampleFilter filter, AxisOrder order, ImageBox box)
    {
        var horizontal = AxisWeights.Needed(filter, image.Width, box.Left, box.Right, width);
        var vertical = AxisWeights.Needed(filter, image.Height, box.Top, box.Bottom, height);
        if (order == AxisOrder.Pillow13 && VerticalIsLessWork(image, height, width))
        {
            var narrow = vertical is null ? image : VerticalPass.Run(image, vertical);
            return horizontal is null ? narrow : HorizontalPass.Run(narrow, horizontal, 0, narrow.Height);
        }

        var wide = horizontal is null ? image : HorizontalPass.Run(image, horizontal, vertical?.Begin ?? 0, vertical?.End ?? image.Height);
        return vertical is null ? wide : VerticalPass.Run(wide, vertical);
    }

    private static bool VerticalIsLessWork(RgbImage image, int height, int width)
    {
        var rowsSaved = image.Height - height;
        return rowsSaved > 0 && rowsSaved > 2 * (image.Width - width);
    }
}
