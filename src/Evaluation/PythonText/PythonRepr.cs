using System.Globalization;
using System.Text;

namespace LmmCl.Evaluation.PythonText;

/// <summary>Python's <c>repr</c> of strings and of dictionaries of strings, which published prompts contain by mistake.</summary>
internal static class PythonRepr
{
    /// <summary><c>repr(text)</c>: single quotes unless the text has a single quote and no double quote.</summary>
    public static string Of(string text)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        var written = new StringBuilder().Append(quote);
        foreach (var character in text.EnumerateRunes())
        {
            _ = character.Value switch
            {
                '\\' => written.Append(@"\\"),
                '\n' => written.Append(@"\n"),
                '\r' => written.Append(@"\r"),
                '\t' => written.Append(@"\t"),
                var value when value == quote => written.Append('\\').Append(quote),
                var value when IsPrintable(character) => written.Append(character),
                <= 0xFF and var value => written.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}"),
                <= 0xFFFF and var value => written.Append(CultureInfo.InvariantCulture, $"\\u{value:x4}"),
                var value => written.Append(CultureInfo.InvariantCulture, $"\\U{value:x8}"),
            };
        }

        return written.Append(quote).ToString();
    }

    /// <summary><c>repr</c> of a dictionary whose values are already formatted.</summary>
    public static string Of(IEnumerable<(string Key, string WrittenValue)> entries) =>
        $"{{{string.Join(", ", entries.Select(entry => $"{Of(entry.Key)}: {entry.WrittenValue}"))}}}";

    private static bool IsPrintable(Rune character) => character.Value == ' ' || Rune.GetUnicodeCategory(character) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);
}
