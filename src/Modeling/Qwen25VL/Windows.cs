namespace LmmCl.Modeling.Qwen25VL;

/// <summary>Consecutive parts of a sequence, of equal length, each of which attends only to itself.</summary>
/// <param name="Count">Number of parts.</param>
/// <param name="Length">Length of each, in patches.</param>
internal readonly record struct Segments(int Count, int Length);

/// <summary>Order of merged blocks in which every attention window of an image is contiguous, and the windows' lengths.</summary>
/// <param name="Order">Index of the block at each place.</param>
/// <param name="Lengths">Number of patches of each window; a window at the edge has fewer.</param>
internal sealed record Windows(long[] Order, int[] Lengths)
{
    /// <summary>Returns the windows of a sequence of images, row by row.</summary>
    public static Windows Of(IEnumerable<PatchGrid> images, Qwen25VisionConfig vision)
    {
        var (order, lengths, first) = (new List<long>(), new List<int>(), 0L);
        foreach (var image in images)
        {
            var (rows, columns, side) = (image.Rows / vision.MergeSize, image.Columns / vision.MergeSize, vision.WindowBlocks);
            for (var top = 0; top < rows; top += side)
            {
                for (var left = 0; left < columns; left += side)
                {
                    var (height, width) = (Math.Min(side, rows - top), Math.Min(side, columns - left));
                    for (var block = 0; block < height * width; block++)
                    {
                        order.Add(first + ((top + (block / width)) * columns) + left + (block % width));
                    }

                    lengths.Add(height * width * vision.MergedPatches);
                }
            }

            first += rows * columns;
        }

        return new Windows([.. order], [.. lengths]);
    }

    /// <summary>Groups neighbouring parts of equal length, which attend in one call.</summary>
    public static IReadOnlyList<Segments> Group(IEnumerable<int> lengths)
    {
        var groups = new List<Segments>();
        foreach (var length in lengths)
        {
            if (groups.Count > 0 && groups[^1].Length == length)
            {
                groups[^1] = new Segments(groups[^1].Count + 1, length);
            }
            else
            {
                groups.Add(new Segments(1, length));
            }
        }

        return groups;
    }
}
