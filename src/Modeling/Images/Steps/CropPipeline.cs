using LmmCl.Abstractions;
using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Modeling.Images.Steps;

/// <summary>Processing steps of every crop: resize, centre crop, normalize.</summary>
/// <param name="Resize">Resizing of a crop.</param>
/// <param name="Normalization">The last step.</param>
/// <param name="CenterCrop">Size of the centre crop; null for none.</param>
public sealed record CropPipeline(ResizeStep Resize, PixelNormalization Normalization, ImageSize? CenterCrop = null)
{
    /// <summary>Runs the steps on the crops of <paramref name="original"/>.</summary>
    /// <exception cref="InputException">The steps produce crops of different sizes.</exception>
    internal ProcessedImage Run(RgbImage original, IReadOnlyList<RgbImage> crops)
    {
        var shaped = crops.Select(crop => Cut(Resize.Apply(crop))).ToList();
        var (height, width) = (shaped[0].Height, shaped[0].Width);
        if (shaped.Any(crop => crop.Height != height || crop.Width != width))
        {
            throw new InputException("preprocessor_config.json", "its steps leave crops of different sizes.", "Set 'do_resize'.");
        }

        var values = new float[shaped.Count * 3 * height * width];
        for (var i = 0; i < shaped.Count; i++)
        {
            Normalization.Apply(shaped[i], values.AsSpan(i * 3 * height * width, 3 * height * width));
        }

        return new(shaped.Count, height, width, values, new ImageExtent(original.Height, original.Width, shaped.Count));
    }

    /// <summary>Crops the centre of the image, black outside it; an odd row or column is dropped at the bottom or right.</summary>
    private RgbImage Cut(RgbImage image) => CenterCrop is { } size
        ? PixelWindow.Cut(image, (image.Height - size.Height) >> 1, (image.Width - size.Width) >> 1, size.Height, size.Width)
        : image;
}
