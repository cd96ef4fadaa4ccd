using System.Globalization;
using System.Text;

namespace LmmCl.Modeling.Tokenizers.Splitting;

/// <summary>Character classes over code points, as used by the regular expressions of published tokenizers.</summary>
internal static class UnicodeClass
{
    /// <summary><c>\p{L}</c>.</summary>
    public static bool IsLetter(Rune rune) => Rune.GetUnicodeCategory(rune) <= UnicodeCategory.OtherLetter;

    /// <summary><c>\p{N}</c>: decimal digits, letter numbers and other numbers.</summary>
    public static bool IsNumber(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    /// <summary><c>\s</c>: the property White_Space.</summary>
    public static bool IsWhiteSpace(Rune rune) => Rune.IsWhiteSpace(rune);

    /// <summary><c>\w</c> of Unicode Technical Standard 18, annex C: alphabetic, mark, decimal digit, connector, join control.</summary>
    public static bool IsWord(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        <= UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation => true,
        UnicodeCategory.OtherSymbol => IsCircledOrSquaredLetter(rune.Value),
        _ => rune.Value is 0x200C or 0x200D,
    };

    private static bool IsCircledOrSquaredLetter(int codePoint) =>
        codePoint is (>= 0x24B6 and <= 0x24E9) or (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189);
}
