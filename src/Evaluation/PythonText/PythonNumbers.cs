using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace LmmCl.Evaluation.PythonText;

/// <summary>
/// Python's <c>float(text)</c> and <c>int(text)</c>: surrounding blanks, underscores between digits, digits of every script.
/// </summary>
internal static partial class PythonNumbers
{
    /// <summary>Computes <c>float(text)</c>; null where Python raises ValueError.</summary>
    public static double? Float(string text)
    {
        var plain = AsciiDigits(PythonStrings.Strip(text));
        if (NotFinite().Match(plain) is { Success: true } special)
        {
            var sign = special.Groups["sign"].Value == "-" ? -1 : 1;
            return char.ToLowerInvariant(special.Groups["name"].Value[0]) == 'i' ? sign * double.PositiveInfinity : double.NaN;
        }

        return Finite().IsMatch(plain)
            ? double.Parse(plain.Replace("_", ""), NumberStyles.Float, CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>Computes <c>int(digits)</c> of a run matched by Python's \d.</summary>
    public static BigInteger Integer(string digits) =>
        BigInteger.Parse(AsciiDigits(digits), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Replaces decimal digits of every script by 0 to 9.</summary>
    public static string AsciiDigits(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text.EnumerateRunes())
        {
            if (!character.IsAscii && Rune.GetUnicodeCategory(character) == UnicodeCategory.DecimalDigitNumber)
                plain.Append((int)Rune.GetNumericValue(character));
            else
                plain.Append(character);
        }

        return plain.ToString();
    }

    [GeneratedRegex(@"\A[+-]?(?:[0-9](?:_?[0-9])*(?:\.(?:[0-9](?:_?[0-9])*)?)?|\.[0-9](?:_?[0-9])*)(?:[eE][+-]?[0-9](?:_?[0-9])*)?\z")]
    private static partial Regex Finite();

    [GeneratedRegex(@"\A(?<sign>[+-]?)(?<name>inf|infinity|nan)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NotFinite();
}
