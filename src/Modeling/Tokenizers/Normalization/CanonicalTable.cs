using System.Globalization;

namespace LmmCl.Modeling.Tokenizers.Normalization;

/// <summary>
/// Canonical decompositions, compositions and combining classes, from the Unicode Character Database in <c>canonical.txt</c>. The table is
/// included because .NET silently leaves text unchanged if globalization is invariant or libicu is missing.
/// </summary>
internal static class CanonicalTable
{
    private static readonly Dictionary<int, int[]> decompositions = [];
    private static readonly Dictionary<(int First, int Second), int> compositions = [];
    private static readonly Dictionary<int, int> classes = [];

    static CanonicalTable()
    {
        using var stream = typeof(CanonicalTable).Assembly.GetManifestResourceStream("LmmCl.Modeling.Tokenizers.canonical.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                Read(line.Split(' '));
            }
        }
    }

    /// <summary>Returns the character's direct decomposition (one or two code points), or null.</summary>
    public static int[]? DecompositionOf(int codePoint) => decompositions.GetValueOrDefault(codePoint);

    /// <summary>Returns the character that the pair composes to, or null.</summary>
    public static int? CompositionOf(int first, int second) =>
        compositions.TryGetValue((first, second), out var composed) ? composed : null;

    /// <summary>Returns the canonical combining class; 0 for starters.</summary>
    public static int ClassOf(int codePoint) => classes.GetValueOrDefault(codePoint);

    private static void Read(string[] fields)
    {
        if (fields[0] == "C")
        {
            for (var codePoint = Hexadecimal(fields[2]); codePoint <= Hexadecimal(fields[3]); codePoint++)
            {
                classes[codePoint] = int.Parse(fields[1], CultureInfo.InvariantCulture);
            }

            return;
        }

        var character = Hexadecimal(fields[1]);
        var parts = fields[2..].Select(Hexadecimal).ToArray();
        decompositions[character] = parts;
        if (fields[0] == "D")
        {
            compositions[(parts[0], parts[1])] = character;
        }
    }

    private static int Hexadecimal(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
