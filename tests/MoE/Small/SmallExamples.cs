using LmmCl.Abstractions;
using LmmCl.Training.Examples;
using static TorchSharp.torch;

namespace LmmCl.MoE.Tests.Small;

/// <summary>
/// Made-up texts of different lengths, right-padded as the real ones; <paramref name="padding"/> adds as many columns more.
/// </summary>
internal sealed class SmallExamples(int count, int padding = 0) : ITrainingExamples
{
    public int Count => count;

    public int Length(int example) => 5 + (example * 7 % 6);

    public int LabelTokens(int example) => 1 + (example % 3);

    public MultimodalBatch Collate(IReadOnlyList<int> examples)
    {
        var width = examples.Max(Length) + padding;
        var (tokens, mask, labels) = (new long[examples.Count, width], new long[examples.Count, width], new long[examples.Count, width]);
        for (var row = 0; row < examples.Count; row++)
        {
            var (example, length) = (examples[row], Length(examples[row]));
            for (var position = 0; position < width; position++)
            {
                var real = position < length;
                (tokens[row, position], mask[row, position]) = real ? (((example * 31) + (position * position * 5) + 3) % 39, 1) : (0, 0);
                var answered = real && position >= length - LabelTokens(example);
                labels[row, position] = answered ? tokens[row, position] : MultimodalBatch.IgnoredLabel;
            }
        }

        return new MultimodalBatch(tensor(tokens), tensor(mask), tensor(labels), null, []);
    }
}
