using System.Globalization;
using System.Text;

namespace LmmCl.Evaluation.PythonText;

/// <summary>Methods of Python's <c>str</c> as published scorers use them, where .NET's equivalents differ.</summary>
internal static class PythonStrings
{
    /// <summary>White-space class of <c>str.isspace</c> for regular expressions: .NET's \s lacks U+001C to U+001F.</summary>
    public const string WhiteSpaceClass = @"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000";

    /// <summary>
    /// Class of Python's \w: letters, numbers of every kind and the underscore; .NET's \w has marks instead of numbers such as
    /// superscripts.
    /// </summary>
    public const string WordClass = @"\p{L}\p{N}_";

    /// <summary>Python's <c>string.punctuation</c>.</summary>
    public const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    /// <summary><c>str.strip()</c>.</summary>
    public static string Strip(string text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && IsSpace(text[start]))
        {
            start++;
        }

        while (end > start && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    /// <summary><c>str.split()</c>: parts between runs of white space.</summary>
    public static string[] Split(string text)
    {
        var parts = new List<string>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || IsSpace(text[i]))
            {
                if (start >= 0)
                    parts.Add(text[start..i]);
                start = -1;
            }
            else if (start < 0)
            {
                start = i;
            }
        }

        return [.. parts];
    }

    /// <summary><c>" ".join(text.split())</c>.</summary>
    public static string CollapseSpace(string text) => string.Join(' ', Split(text));

    /// <summary><c>str.lower()</c>, with the final sigma and the dotted capital I.</summary>
    public static string Lower(string text) => LowerFrom([.. text.EnumerateRunes()], 0, new StringBuilder(text.Length));

    /// <summary><c>str.upper()</c>.</summary>
    public static string Upper(string text) => string.Concat(text.EnumerateRunes().Select(SpecialCasing.Upper));

    /// <summary><c>str.capitalize()</c>: the first character in title case, the rest in lower case.</summary>
    public static string Capitalize(string text)
    {
        Rune[] characters = [.. text.EnumerateRunes()];
        return characters.Length == 0 ? "" : LowerFrom(characters, 1, new StringBuilder(SpecialCasing.Title(characters[0])));
    }

    /// <summary>Number of code points, as returned by Python's <c>len</c>.</summary>
    public static int Length(string text) => text.EnumerateRunes().Count();

    /// <summary>Deletes <see cref="Punctuation"/>.</summary>
    public static string DeletePunctuation(string text) => string.Concat(text.Where(character => !Punctuation.Contains(character)));

    /// <summary><c>str.isspace</c> of one character.</summary>
    public static bool IsSpace(char character) => char.IsWhiteSpace(character) || character is >= '\x1c' and <= '\x1f';

    private static string LowerFrom(Rune[] characters, int start, StringBuilder text)
    {
        for (var i = start; i < characters.Length; i++)
        {
            _ = characters[i].Value switch
            {
                'Σ' => text.Append(IsFinal(characters, i) ? 'ς' : 'σ'),
                'İ' => text.Append("i\u0307"),
                _ => text.Append(Rune.ToLowerInvariant(characters[i])),
            };
        }

        return text.ToString();
    }

    private static bool IsFinal(Rune[] characters, int position) =>
        FirstCounting(characters, position, -1) && !FirstCounting(characters, position, 1);

    /// <summary>True if the nearest non-ignorable character in a direction is a cased letter.</summary>
    private static bool FirstCounting(Rune[] characters, int position, int step)
    {
        for (var i = position + step; i >= 0 && i < characters.Length; i += step)
        {
            if (!IsPassedOver(characters[i]))
                return Rune.GetUnicodeCategory(characters[i])
                    is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter;
        }

        return false;
    }

    private static bool IsPassedOver(Rune character) =>
        character.Value is '\'' or '.' or ':' or '\u00B7' or '\u0387' or '\u2018' or '\u2019' or '\u2024' or '\u2027'
        || Rune.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol;
}
