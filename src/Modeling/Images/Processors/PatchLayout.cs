namespace LmmCl.Modeling.Images.Processors;

/// <summary>Patch layout of Qwen2-VL.</summary>
/// <param name="PatchSize">Side of a patch in pixels.</param>
/// <param name="TemporalPatchSize">Number of times a still image is repeated.</param>
/// <param name="MergeSize">Side, in patches, of a block that is merged after the tower.</param>
public sealed record PatchLayout(int PatchSize = 14, int TemporalPatchSize = 2, int MergeSize = 2)
{
    /// <summary>Factor in pixels of which image sides are multiples.</summary>
    public int Factor => PatchSize * MergeSize;

    /// <summary>Cuts [3, height, width] values into patches, block by block.</summary>
    internal ProcessedPatches Cut(ReadOnlySpan<float> planes, int height, int width)
    {
        var (rows, columns) = (height / PatchSize, width / PatchSize);
        var length = 3 * TemporalPatchSize * PatchSize * PatchSize;
        var values = new float[rows * columns * length];
        var at = 0;
        for (var block = 0; block < rows * columns / (MergeSize * MergeSize); block++)
        {
            var (blockRow, blockColumn) = Math.DivRem(block, columns / MergeSize);
            for (var inside = 0; inside < MergeSize * MergeSize; inside++, at += length)
            {
                var top = (blockRow * MergeSize + inside / MergeSize) * PatchSize;
                var left = (blockColumn * MergeSize + inside % MergeSize) * PatchSize;
                CopyPatch(planes, height, width, top, left, values.AsSpan(at, length));
            }
        }

        return new(rows, columns, length, values);
    }

    private void CopyPatch(ReadOnlySpan<float> planes, int height, int width, int top, int left, Span<float> patch)
    {
        var at = 0;
        for (var channel = 0; channel < 3; channel++)
        {
            for (var time = 0; time < TemporalPatchSize; time++)
            {
                for (var y = 0; y < PatchSize; y++, at += PatchSize)
                {
                    planes.Slice((channel * height + top + y) * width + left, PatchSize).CopyTo(patch[at..]);
                }
            }
        }
    }
}
