using System.Text;

namespace LmmCl.Modeling.Tokenizers.Normalization;

/// <summary>Unicode normalization form C (Unicode Standard Annex 15): decompose canonically, order the marks, compose.</summary>
internal sealed class CanonicalComposition : ITextNormalizer
{
    private const int SyllableBase = 0xAC00;
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TrailBase = 0x11A7;
    private const int LeadCount = 19;
    private const int VowelCount = 21;
    private const int TrailCount = 28;
    private const int SyllableCount = LeadCount * VowelCount * TrailCount;

    /// <inheritdoc/>
    public string Normalize(string text)
    {
        // Everything below the first combining mark is already composed.
        if (text.AsSpan().IndexOfAnyExceptInRange('\0', '\u02FF') < 0)
        {
            return text;
        }

        var codePoints = Decomposed(text);
        OrderMarks(codePoints);
        var result = new StringBuilder(text.Length);
        foreach (var codePoint in Composed(codePoints))
        {
            Append(result, codePoint);
        }

        return result.ToString();
    }

    private static List<int> Decomposed(string text)
    {
        var result = new List<int>(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var codePoint = char.IsSurrogatePair(text, i) ? char.ConvertToUtf32(text, i) : text[i];
            i += codePoint > 0xFFFF ? 2 : 1;
            Decompose(codePoint, result);
        }

        return result;
    }

    private static void Decompose(int codePoint, List<int> result)
    {
        var syllable = codePoint - SyllableBase;
        if (syllable is >= 0 and < SyllableCount)
        {
            result.Add(LeadBase + syllable / (VowelCount * TrailCount));
            result.Add(VowelBase + syllable % (VowelCount * TrailCount) / TrailCount);
            if (syllable % TrailCount > 0)
            {
                result.Add(TrailBase + syllable % TrailCount);
            }
        }
        else if (CanonicalTable.DecompositionOf(codePoint) is { } parts)
        {
            foreach (var part in parts)
            {
                Decompose(part, result);
            }
        }
        else
        {
            result.Add(codePoint);
        }
    }

    /// <summary>Sorts each run of marks stably by combining class.</summary>
    private static void OrderMarks(List<int> codePoints)
    {
        for (var start = 0; start < codePoints.Count; start++)
        {
            var end = start;
            while (end < codePoints.Count && CanonicalTable.ClassOf(codePoints[end]) > 0)
            {
                end++;
            }

            if (end - start > 1)
            {
                var ordered = codePoints[start..end].OrderBy(CanonicalTable.ClassOf).ToList();
                for (var i = 0; i < ordered.Count; i++)
                {
                    codePoints[start + i] = ordered[i];
                }
            }

            start = end;
        }
    }

    private static List<int> Composed(List<int> codePoints)
    {
        var result = new List<int>(codePoints.Count);
        var starter = -1;
        var lastClass = 0;
        foreach (var codePoint in codePoints)
        {
            var combiningClass = CanonicalTable.ClassOf(codePoint);
            var adjacent = starter == result.Count - 1;
            var blocked = !adjacent && (lastClass == 0 || lastClass >= combiningClass);
            if (starter >= 0 && !blocked && Composition(result[starter], codePoint) is { } composed)
            {
                result[starter] = composed;
                continue;
            }

            if (combiningClass == 0)
            {
                starter = result.Count;
            }

            lastClass = combiningClass;
            result.Add(codePoint);
        }

        return result;
    }

    private static int? Composition(int first, int second)
    {
        if (first is >= LeadBase and < LeadBase + LeadCount && second is >= VowelBase and < VowelBase + VowelCount)
        {
            return SyllableBase + ((first - LeadBase) * VowelCount + second - VowelBase) * TrailCount;
        }

        var syllable = first - SyllableBase;
        return syllable is >= 0 and < SyllableCount && syllable % TrailCount == 0 && second is > TrailBase and < TrailBase + TrailCount
            ? first + second - TrailBase
            : CanonicalTable.CompositionOf(first, second);
    }

    /// <summary>Appends a code point; an unpaired surrogate, which is not a character, is kept unchanged.</summary>
    private static void Append(StringBuilder result, int codePoint)
    {
        if (codePoint > 0xFFFF)
        {
            result.Append(char.ConvertFromUtf32(codePoint));
        }
        else
        {
            result.Append((char)codePoint);
        }
    }
}
