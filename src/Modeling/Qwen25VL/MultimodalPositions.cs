using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Qwen25VL;

/// <summary>
/// Positions in time, height and width. A text token advances all three. The tokens of an image share one time and count rows and columns
/// from the position after the preceding text; the following text continues after the largest of these positions.
/// </summary>
/// <param name="Values">[3, B, T]; 1 at padding.</param>
/// <param name="Offsets">Offset from a row's number of tokens to the position of its next token, [B, 1].</param>
/// <param name="Longest">Exclusive upper bound of all positions.</param>
internal sealed record MultimodalPositions(Tensor Values, Tensor Offsets, long Longest)
{
    private const long AtPadding = 1;

    /// <summary>Computes the positions of a batch in main memory; the tensors are in main memory too.</summary>
    /// <exception cref="ArgumentException">The image tokens do not match the images.</exception>
    public static MultimodalPositions Of(MultimodalBatch batch, Qwen25VLConfig config)
    {
        var (rows, length) = ((int)batch.InputIds.shape[0], (int)batch.InputIds.shape[1]);
        var (ids, mask) = (batch.InputIds.data<long>().ToArray(), batch.AttentionMask.data<long>().ToArray());
        var images = new Queue<PatchGrid>(batch.Images.Select(image => PatchGrid.Of(image, config.Vision)));
        var (values, offsets) = (new long[3, rows, length], new long[rows]);
        var longest = AtPadding + 1;
        for (var row = 0; row < rows; row++)
        {
            var next = 0L;
            var real = 0;
            for (var at = 0; at < length;)
            {
                var place = (row * length) + at;
                if (mask[place] == 0)
                {
                    Set(values, row, at++, AtPadding, AtPadding, AtPadding);
                }
                else if (ids[place] != config.ImageTokenId)
                {
                    Set(values, row, at++, next, next, next);
                    (next, real) = (next + 1, real + 1);
                }
                else
                {
                    var tokens = Place(images, config.Vision, values, row, at, ref next);
                    (at, real) = (at + tokens, real + tokens);
                }
            }

            offsets[row] = next - real;
            longest = Math.Max(longest, next);
        }

        return images.Count == 0
            ? new MultimodalPositions(tensor(values), tensor(offsets, [rows, 1]), longest)
            : throw new ArgumentException($"{images.Count} pictures have no tokens in the prompts.", nameof(batch));
    }

    /// <summary>Sets the positions of the next image's tokens and returns their number.</summary>
    private static int Place(Queue<PatchGrid> images, Qwen25VisionConfig vision, long[,,] values, int row, int at, ref long next)
    {
        if (!images.TryDequeue(out var image))
        {
            throw new ArgumentException("The prompts hold more image tokens than the pictures give features.", nameof(images));
        }

        var (height, width) = (image.Rows / vision.MergeSize, image.Columns / vision.MergeSize);
        if (at + (height * width) > values.GetLength(2))
        {
            throw new ArgumentException("A prompt ends inside the tokens of a picture.", nameof(images));
        }

        for (var block = 0; block < height * width; block++)
        {
            Set(values, row, at + block, next, next + (block / width), next + (block % width));
        }

        next += Math.Max(height, width);
        return height * width;
    }

    private static void Set(long[,,] values, int row, int at, long time, long height, long width) =>
        (values[0, row, at], values[1, row, at], values[2, row, at]) = (time, height, width);
}
