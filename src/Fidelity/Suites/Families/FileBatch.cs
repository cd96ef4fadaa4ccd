using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Families;
using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.LlavaNext;
using LmmCl.Modeling.LlavaOnevision;
using LmmCl.Modeling.Qwen25VL;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Families;

/// <summary>A batch as made by the library's processor, from a case's file.</summary>
internal static class FileBatch
{
    /// <summary>
    /// Ids, mask, labels if present, and the pixels without the padding that the library adds up to the largest number of crops.
    /// </summary>
    public static MultimodalBatch Read(GoldenTensors tensors, VisionLanguageModel model)
    {
        var images = Images(tensors, model);
        return new MultimodalBatch(
            tensors["input_ids"],
            tensors["attention_mask"],
            tensors.Has("labels") ? tensors["labels"] : null,
            images.Count == 0 ? null : tensors.Has("image_grid_thw") ? tensors["pixel_values"] : Crops(tensors, images),
            images);
    }

    /// <summary>For every picture, true if it is tiled; null if the file does not say.</summary>
    public static IReadOnlyList<bool>? Tiled(GoldenTensors tensors) =>
        tensors.Has("batch_num_images")
            ? [.. tensors.Longs("batch_num_images").SelectMany(count => Enumerable.Repeat(count == 1, (int)count))]
            : null;

    private static List<ImageExtent> Images(GoldenTensors tensors, VisionLanguageModel model)
    {
        if (model is Qwen25VLModel qwen && tensors.Has("image_grid_thw"))
        {
            var side = qwen.Config.Vision.PatchSize;
            return
            [
                .. tensors.Longs("image_grid_thw").Chunk(3).Select(grid =>
                    new ImageExtent((int)grid[1] * side, (int)grid[2] * side, (int)(grid[1] * grid[2]))),
            ];
        }

        if (!tensors.Has("image_sizes"))
        {
            return [];
        }

        var sizes = tensors.Longs("image_sizes").Chunk(2).Select(pair => new ImageSize((int)pair[0], (int)pair[1])).ToList();
        var tiled = Tiled(tensors) ?? [.. sizes.Select(_ => true)];
        return
        [
            .. sizes.Zip(tiled, (size, isTiled) =>
                new ImageExtent(size.Height, size.Width, isTiled ? Tiling(model).Layout(size).Crops : 1)),
        ];
    }

    private static AnyResolutionTokens Tiling(VisionLanguageModel model) => model switch
    {
        LlavaOnevisionModel onevision => onevision.Config.Tiling,
        LlavaNextModel next => next.Config.Tiling,
        _ => throw new NotSupportedException($"The family {model.Family} tiles no pictures."),
    };

    private static Tensor Crops(GoldenTensors tensors, List<ImageExtent> images)
    {
        using var padded = tensors["pixel_values"];
        return cat([.. images.Select((image, index) => padded.select(0, index).narrow(0, 0, image.Crops))], 0);
    }
}
