using LmmCl.Abstractions;
using LmmCl.Data.Images;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Families;
using LmmCl.Modeling.Generation;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Families;

/// <summary>The same batch made by this code's tokenizer, decoder and image processor, from texts and picture files.</summary>
internal static class PromptBatch
{
    private const string Marker = "<image>";

    /// <summary>Makes the batch, with ids padded on the side that the case names and one placeholder per image token.</summary>
    /// <param name="entry">The entry with the texts and the names of pictures.</param>
    /// <param name="family">The folder of the pictures and the tokenizer.</param>
    /// <param name="model">The model that reads the batch.</param>
    /// <param name="tiled">For every picture, true if it is tiled; null to tile those that are the only one of their prompt.</param>
    public static MultimodalBatch Make(FamilyEntry entry, FamilyFolder family, VisionLanguageModel model, IReadOnlyList<bool>? tiled)
    {
        var processor = family.Readers(entry.Tokenizer).Processor;
        var flags = tiled ?? [.. entry.Images.SelectMany(names => names.Select(_ => names.Count == 1))];
        var pictures = entry.Images.SelectMany(names => names)
            .Zip(
                flags,
                (name, isTiled) => processor.Process(ImageFile.Decode(family.PathOf(Path.Combine("images", name))), untiled: !isTiled))
            .ToList();
        var counts = new Queue<int>(pictures.Select(picture => model.ImageTokens(picture.Extent)));
        var rows = Ids(entry, family, model).Select(ids => Expanded(ids, model.ImageTokenId, counts)).ToList();
        var pixels = pictures.Select(picture => tensor(picture.PixelValues, [picture.Crops, .. picture.CropShape])).ToArray();
        var padding = GenerationSettings.Read(CheckpointFolder.Open(family.PathOf(entry.Checkpoint))).PadToken ?? 0;
        return new MultimodalBatch(
            Matrix(rows, padding, entry.PaddingSide == "left", row => row),
            Matrix(rows, 0, entry.PaddingSide == "left", row => row.ConvertAll(_ => 1L)),
            null,
            pixels.Length == 0 ? null : cat(pixels, 0),
            [.. pictures.Select(picture => picture.Extent)]);
    }

    /// <summary>
    /// Ids of every text with one placeholder per picture, with the tokens that the library adds. The original code's placeholder is not in
    /// the tokenizer, which knows the marker as an ordinary added token.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<int>> Ids(FamilyEntry entry, FamilyFolder family, VisionLanguageModel model)
    {
        var tokenizer = family.Readers(entry.Tokenizer).Tokenizer;
        var marker = model.ImageTokenId < 0 ? tokenizer.IdOf(Marker) : model.ImageTokenId;
        int[] Of(string text) =>
            [.. tokenizer.Encode(text, addSpecialTokens: true).Select(id => id == marker ? model.ImageTokenId : id)];
        return [.. entry.Texts.Select(Of)];
    }

    private static List<long> Expanded(IReadOnlyList<int> ids, int imageToken, Queue<int> counts) =>
        [.. ids.SelectMany(id => Enumerable.Repeat((long)id, id == imageToken ? counts.Dequeue() : 1))];

    private static Tensor Matrix(List<List<long>> rows, long padding, bool left, Func<List<long>, List<long>> values)
    {
        var length = rows.Max(row => row.Count);
        var padded = rows.SelectMany(row =>
        {
            var missing = Enumerable.Repeat(padding, length - row.Count);
            return left ? missing.Concat(values(row)) : values(row).Concat(missing);
        });
        return tensor(padded.ToArray(), [rows.Count, length]);
    }
}
