using LmmCl.Abstractions;
using LmmCl.Data.Conversations;
using LmmCl.Modeling.Images;
using static TorchSharp.torch;

namespace LmmCl.Data.Batches;

/// <summary>Combines examples and their images into a batch.</summary>
public sealed class Collator(BatchLayout layout, PictureReader pictures)
{
    /// <summary>Reads the images.</summary>
    public PictureReader Pictures => pictures;

    /// <summary>Builds a training batch: padded on the right, with labels.</summary>
    /// <exception cref="InputException">
    /// An image is missing or damaged, or the numbers of images and placeholders of an example differ.
    /// </exception>
    public MultimodalBatch ForTraining(IReadOnlyList<EncodedExample> examples) => Collate(examples, PaddingSide.Right);

    /// <summary>Builds a generation batch: padded on the left, so that all prompts end in the last column.</summary>
    /// <exception cref="InputException">As for <see cref="ForTraining"/>.</exception>
    public MultimodalBatch ForGeneration(IReadOnlyList<EncodedExample> examples) => Collate(examples, PaddingSide.Left);

    /// <summary>Returns the number of tokens of an example in a batch, with images expanded. Reads image sizes but not pixels.</summary>
    /// <exception cref="InputException">As for <see cref="ForTraining"/>, except for images whose pixels are damaged.</exception>
    public int LengthOf(EncodedExample example) => Expanded(example, OfEach(example.Pictures, pictures.Extent)).InputIds.Count;

    /// <summary>Returns the number of tokens of each image of an example. Reads image sizes but not pixels.</summary>
    /// <param name="paths">Paths of the example's images.</param>
    /// <exception cref="InputException">An image is missing, or its header is damaged.</exception>
    public IReadOnlyList<int> PictureTokens(IReadOnlyList<string> paths) =>
        OfEach(paths, pictures.Extent).ConvertAll(extent => layout.ImageTokens(extent));

    private MultimodalBatch Collate(IReadOnlyList<EncodedExample> examples, PaddingSide side)
    {
        var read = examples.Select(example => (Example: example, Pictures: OfEach(example.Pictures, pictures.Read))).ToList();
        var texts = read.Select(row => Expanded(row.Example, row.Pictures.ConvertAll(picture => picture.Extent)));
        var rows = PaddedRows.Of([.. texts], layout.PadId, side);
        var all = read.SelectMany(row => row.Pictures).ToList();
        return new(
            tensor(rows.InputIds),
            tensor(rows.AttentionMask),
            rows.Labels is null ? null : tensor(rows.Labels),
            all.Count == 0 ? null : Pixels(all),
            [.. all.Select(picture => picture.Extent)]);
    }

    /// <summary>Applies a function to each image of an example, given its path and whether it is one of several.</summary>
    private static List<T> OfEach<T>(IReadOnlyList<string> paths, Func<string, bool, T> read)
    {
        var untiled = paths.Count > 1;
        return [.. paths.Select(path => read(path, untiled))];
    }

    private EncodedConversation Expanded(EncodedExample example, List<ImageExtent> extents)
    {
        if (example.Text.PictureCount != extents.Count)
        {
            throw example.Place.Wrong(
                [],
                $"{extents.Count} pictures are given and the text has places for {example.Text.PictureCount}.",
                "Put one marker <image> for each picture.");
        }

        var expanded = PictureExpansion.Expand(example.Text, [.. extents.Select(layout.ImageTokens)], layout.ImageTokenId);
        return PictureExpansion.Cut(expanded, layout.MaximumLength, layout.ImageTokenId, example.Place);
    }

    /// <summary>Concatenates pixel values to [sum of crops, shape of a crop].</summary>
    private static Tensor Pixels(List<ProcessedImage> read)
    {
        var values = new float[read.Sum(picture => picture.PixelValues.Length)];
        var at = 0;
        foreach (var picture in read)
        {
            picture.PixelValues.CopyTo(values, at);
            at += picture.PixelValues.Length;
        }

        return tensor(values, [read.Sum(picture => picture.Crops), .. read[0].CropShape]);
    }
}
