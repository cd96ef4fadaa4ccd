namespace LmmCl.Data.Images.Png;

/// <summary>The five row filters of PNG, which store a byte as its difference from a prediction.</summary>
internal static class PngFilter
{
    /// <summary>Number of the filter that predicts the byte above.</summary>
    public const byte Up = 2;

    /// <summary>Undoes filter <paramref name="number"/> in place.</summary>
    /// <param name="number">0 none, 1 left, 2 up, 3 average, 4 Paeth.</param>
    /// <param name="row">The filtered row.</param>
    /// <param name="above">The row above, unfiltered; zeros for the first.</param>
    /// <param name="distance">Bytes to the left neighbour.</param>
    /// <returns>False if there is no such filter.</returns>
    public static bool Undo(byte number, Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        switch (number)
        {
            case 0: return true;
            case 1: UndoLeft(row, distance); return true;
            case Up: UndoUp(row, above); return true;
            case 3: UndoAverage(row, above, distance); return true;
            case 4: UndoPaeth(row, above, distance); return true;
            default: return false;
        }
    }

    private static void UndoLeft(Span<byte> row, int distance)
    {
        for (var i = distance; i < row.Length; i++)
        {
            row[i] += row[i - distance];
        }
    }

    private static void UndoUp(Span<byte> row, ReadOnlySpan<byte> above)
    {
        for (var i = 0; i < row.Length; i++)
        {
            row[i] += above[i];
        }
    }

    private static void UndoAverage(Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var left = i < distance ? 0 : row[i - distance];
            row[i] += (byte)((left + above[i]) >> 1);
        }
    }

    private static void UndoPaeth(Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        for (var i = 0; i < row.Length; i++)
        {
            row[i] += i < distance ? above[i] : Paeth(row[i - distance], above[i], above[i - distance]);
        }
    }

    /// <summary>Whichever of left, up and corner is closest to left + up - corner; the earlier one on ties.</summary>
    private static byte Paeth(int left, int up, int corner)
    {
        var (toLeft, toUp, toCorner) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - 2 * corner));
        return (byte)(toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner);
    }
}
