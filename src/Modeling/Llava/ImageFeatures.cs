using LmmCl.Abstractions;
using LmmCl.Modeling.Images.Sizes;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Llava;

/// <summary>Converts the features of crops to the rows that replace a prompt's image tokens (study G.4, steps 6 to 10).</summary>
internal static class ImageFeatures
{
    /// <summary>
    /// Returns the rows of all images concatenated, [tokens, D]. Consecutive images with the same layout, the common case in training, are
    /// assembled together.
    /// </summary>
    /// <param name="crops">[sum of crops, P, D].</param>
    /// <param name="images">One entry per image.</param>
    /// <param name="newline">[D].</param>
    /// <param name="tiling">Tiling of an image.</param>
    /// <exception cref="ArgumentException">The crops do not match the images.</exception>
    public static Tensor Assemble(Tensor crops, IReadOnlyList<ImageExtent> images, Tensor newline, AnyResolutionTokens tiling)
    {
        if (images.Sum(image => (long)image.Crops) != crops.shape[0])
        {
            throw new ArgumentException(
                $"There are {crops.shape[0]} crops for pictures that have {images.Sum(image => image.Crops)}.", nameof(images));
        }

        var layouts = images.Select(image => LayoutOf(image, tiling)).ToList();
        var (parts, start, image) = (new List<Tensor>(), 0L, 0);
        while (image < layouts.Count)
        {
            var same = 1;
            while (image + same < layouts.Count && layouts[image + same] == layouts[image])
            {
                same++;
            }

            var count = layouts[image]?.Crops ?? 1;
            var group = crops.narrow(0, start, same * count).view(same, count, crops.shape[1], crops.shape[2]);
            var rows = layouts[image] is { } layout ? Tiled(group, layout, newline, tiling.FeaturesPerSide) : Untiled(group, newline);
            parts.Add(rows.flatten(0, 1));
            (start, image) = (start + (same * count), image + same);
        }

        return parts.Count == 1 ? parts[0] : cat(parts, 0);
    }

    /// <summary>Returns the layout of a tiled image; null if it is not tiled.</summary>
    private static ImageTokenLayout? LayoutOf(ImageExtent image, AnyResolutionTokens tiling)
    {
        if (image.Crops == 1)
        {
            return null;
        }

        var layout = tiling.Layout(new ImageSize(image.Height, image.Width));
        return layout.Crops == image.Crops
            ? layout
            : throw new ArgumentException(
                $"A picture of {image.Height} x {image.Width} is tiled into {layout.Crops} crops, not {image.Crops}.", nameof(image));
    }

    /// <summary>Assembles untiled images: [n, 1, P, D] to [n, P + 1, D].</summary>
    private static Tensor Untiled(Tensor crops, Tensor newline) =>
        cat([crops.squeeze(1), newline.expand(crops.shape[0], 1, crops.shape[3])], 1);

    /// <summary>
    /// Assembles tiled images: [n, crops, P, D] to [n, tokens, D], the base crop followed by the grid's rows with a newline each.
    /// </summary>
    private static Tensor Tiled(Tensor crops, ImageTokenLayout layout, Tensor newline, int side)
    {
        var (count, width) = (crops.shape[0], crops.shape[3]);
        var (rows, columns) = layout.Tiles;
        var kept = layout.Unpadded;
        var grid = crops.narrow(1, 1, layout.Crops - 1)
            .reshape(count, rows, columns, side, side, width)
            .permute(0, 1, 3, 2, 4, 5)
            .reshape(count, rows * side, columns * side, width)
            .narrow(1, kept.Top, kept.Size.Height)
            .narrow(2, kept.Left, kept.Size.Width);
        if (layout.Final != kept.Size)
        {
            long[] size = [layout.Final.Height, layout.Final.Width];
            grid = functional.interpolate(grid.permute(0, 3, 1, 2), size, mode: InterpolationMode.Bilinear, align_corners: false)
                .permute(0, 2, 3, 1);
        }

        var lines = cat([grid, newline.expand(count, layout.Final.Height, 1, width)], 2);
        return cat([crops.select(1, 0), lines.flatten(1, 2)], 1);
    }
}
