using LmmCl.Abstractions;
using LmmCl.Training.Examples;
using static TorchSharp.torch;

namespace LmmCl.Training.Tests.Small;

/// <summary>Made-up examples of different lengths, some with a picture, right-padded as the real ones.</summary>
internal sealed class SmallExamples(int count, bool pictures = true) : ITrainingExamples
{
    private readonly long[][] ids = [.. Enumerable.Range(0, count).Select(Tokens)];

    public int Count => count;

    public List<int> Asked { get; } = [];

    public int Length(int example) => ids[example].Length;

    public int LabelTokens(int example) => 1 + (example % 3);

    public MultimodalBatch Collate(IReadOnlyList<int> examples)
    {
        Asked.AddRange(examples);
        var width = examples.Max(Length);
        var tokens = new long[examples.Count, width];
        var mask = new long[examples.Count, width];
        var labels = new long[examples.Count, width];
        for (var row = 0; row < examples.Count; row++)
        {
            var length = Length(examples[row]);
            for (var position = 0; position < width; position++)
            {
                (tokens[row, position], mask[row, position]) = position < length ? (ids[examples[row]][position], 1) : (0, 0);
                var isAnswer = position < length && position >= length - LabelTokens(examples[row]);
                labels[row, position] = isAnswer ? tokens[row, position] : MultimodalBatch.IgnoredLabel;
            }
        }

        var images = pictures && examples.Any(example => example % 4 != 0) ? full([1, 3, 2, 2], 0.5f) : null;
        return new MultimodalBatch(tensor(tokens), tensor(mask), tensor(labels), images, images is null ? [] : [new ImageExtent(2, 2, 1)]);
    }

    private static long[] Tokens(int example)
    {
        var length = 5 + (example * 7 % 6);
        return [.. Enumerable.Range(0, length).Select(position => Token(example, position))];
    }

    private static long Token(int example, int position) => ((example * 31) + (position * position * 5) + 3) % SmallModel.Vocabulary;
}
