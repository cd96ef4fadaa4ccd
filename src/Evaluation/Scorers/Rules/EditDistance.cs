namespace LmmCl.Evaluation.Scorers.Rules;

/// <summary>
/// The Levenshtein distance in linear memory, 64 rows at a time (Myers 1999, in the form of Hyyrö 2003), because both texts of a stored
/// answer may be long.
/// </summary>
internal static class EditDistance
{
    private const int WordBits = 64;

    /// <summary>Computes the least number of insertions, deletions and substitutions between two texts.</summary>
    public static int Between(int[] a, int[] b)
    {
        var (rows, columns) = a.Length <= b.Length ? (a, b) : (b, a);
        if (rows.Length == 0)
        {
            return columns.Length;
        }

        var (symbols, count) = Symbols(rows, columns);
        var masks = new ulong[count];

        // Differences between neighbours in the row above the current block; the row before the first is 0, 1, 2, ...
        var steps = new sbyte[columns.Length];
        Array.Fill(steps, (sbyte)1);
        for (var start = 0; start < rows.Length; start += WordBits)
        {
            var block = symbols.AsSpan(start, Math.Min(WordBits, rows.Length - start));
            for (var row = 0; row < block.Length; row++)
            {
                masks[block[row]] |= 1UL << row;
            }

            Advance(steps, symbols.AsSpan(rows.Length), masks, block.Length);
            foreach (var symbol in block)
            {
                masks[symbol] = 0;
            }
        }

        return rows.Length + steps.Sum(step => step);
    }

    /// <summary>
    /// Numbers the distinct characters of both texts from 0; returns the numbers of rows, then columns, and the count of distinct
    /// characters.
    /// </summary>
    private static (int[] Symbols, int Count) Symbols(int[] rows, int[] columns)
    {
        var numbers = new Dictionary<int, int>();
        var symbols = new int[rows.Length + columns.Length];
        for (var i = 0; i < symbols.Length; i++)
        {
            var character = i < rows.Length ? rows[i] : columns[i - rows.Length];
            if (!numbers.TryGetValue(character, out var number))
            {
                numbers.Add(character, number = numbers.Count);
            }

            symbols[i] = number;
        }

        return (symbols, numbers.Count);
    }

    /// <summary>Replaces the differences above a block of rows by those in its last row.</summary>
    private static void Advance(sbyte[] steps, ReadOnlySpan<int> columns, ulong[] masks, int rows)
    {
        var (rising, falling) = (ulong.MaxValue, 0UL);
        for (var column = 0; column < columns.Length; column++)
        {
            var (equal, above) = (masks[columns[column]], steps[column]);
            var vertical = equal | falling;
            equal |= above < 0 ? 1UL : 0;
            var diagonal = (((equal & rising) + rising) ^ rising) | equal;
            var (up, down) = (falling | ~(diagonal | rising), rising & diagonal);
            steps[column] = (sbyte)((int)(up >> (rows - 1) & 1) - (int)(down >> (rows - 1) & 1));
            up = up << 1 | (above > 0 ? 1UL : 0);
            down = down << 1 | (above < 0 ? 1UL : 0);
            rising = down | ~(vertical | up);
            falling = up & vertical;
        }
    }
}
