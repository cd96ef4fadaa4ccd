using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using LmmCl.Evaluation.PythonText;

namespace LmmCl.Evaluation.Scorers.Benchmarks;

/// <summary>
/// Number extraction as in the reference: number words as plain substrings in the order zero to twenty, digits of any script, periods
/// dropped. So "fourteen" yields 4, "phone" yields 1 and "3.0" is 30.
/// </summary>
internal static partial class PublishedNumberWords
{
    private static readonly string[] Words =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen",
        "seventeen", "eighteen", "nineteen", "twenty",
    ];

    /// <summary>Replaces words by digits, then returns the first run of digits.</summary>
    public static BigInteger? AfterReplacing(string text)
    {
        var plain = Plain(text);
        for (var value = 0; value < Words.Length; value++)
        {
            plain = plain.Replace(Words[value], value.ToString(CultureInfo.InvariantCulture));
        }

        return FirstDigits(plain);
    }

    /// <summary>Returns the first run of digits, otherwise the first word of the list that occurs anywhere.</summary>
    public static BigInteger? DigitsElseWord(string text)
    {
        var plain = Plain(text);
        if (FirstDigits(plain) is { } number)
        {
            return number;
        }

        var word = Array.FindIndex(Words, candidate => plain.Contains(candidate, StringComparison.Ordinal));
        return word < 0 ? null : word;
    }

    private static string Plain(string text) => PythonStrings.Lower(text).Replace(".", "");

    private static BigInteger? FirstDigits(string text) =>
        Digits().Match(text) is { Success: true } match ? PythonNumbers.Integer(match.Value) : null;

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
