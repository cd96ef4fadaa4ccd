using LmmCl.Abstractions;
using LmmCl.Training.Examples;
using static TorchSharp.torch;

namespace LmmCl.Testing.Tiny;

/// <summary>Eight synthetic examples of different lengths with one to three labels each; three in four have a picture.</summary>
internal sealed class TinyExamples : ITrainingExamples
{
    public int Count => 8;

    public int Length(int example) => Ids(example).Length;

    public int LabelTokens(int example) => 1 + (example % 3);

    public MultimodalBatch Collate(IReadOnlyList<int> examples)
    {
        var width = examples.Max(Length);
        var ids = new long[examples.Count, width];
        var mask = new long[examples.Count, width];
        var labels = new long[examples.Count, width];
        for (var row = 0; row < examples.Count; row++)
        {
            var tokens = Ids(examples[row]);
            for (var position = 0; position < width; position++)
            {
                var isToken = position < tokens.Length;
                (ids[row, position], mask[row, position]) = isToken ? (tokens[position], 1) : (0, 0);
                var isLabel = isToken && position >= tokens.Length - LabelTokens(examples[row]);
                labels[row, position] = isLabel ? tokens[position] : MultimodalBatch.IgnoredLabel;
            }
        }

        var pictures = examples.Where(HasPicture).ToList();
        return new MultimodalBatch(
            tensor(ids),
            tensor(mask),
            tensor(labels),
            pictures.Count == 0 ? null : Pixels(pictures),
            [.. pictures.Select(_ => new ImageExtent(TinyModel.PictureSide, TinyModel.PictureSide, 1))]);
    }

    private static bool HasPicture(int example) => example % 4 != 0;

    private static long[] Ids(int example)
    {
        var picture = Enumerable.Repeat((long)TinyModel.ImageToken, HasPicture(example) ? TinyModel.TokensPerPicture : 0);
        var words = Enumerable.Range(0, 5 + (example % 3))
            .Select(position => 1L + (((example * 11) + (position * position * 5)) % (TinyModel.ImageToken - 1)));
        return [.. picture, .. words];
    }

    /// <summary>Pixel values [N, 3, H, W] between -1 and 1.</summary>
    private static Tensor Pixels(IReadOnlyList<int> examples)
    {
        const int side = TinyModel.PictureSide;
        using var scope = NewDisposeScope();
        var places = Numbers.Range(0, 3 * side * side).to(ScalarType.Float32).view(3, side, side);
        var pictures = examples.Select(example => places.Times(0.1 * (example + 1)).sin());
        return stack([.. pictures], 0).MoveToOuterDisposeScope();
    }
}
