using System.Globalization;
using System.Text.RegularExpressions;

namespace LmmCl.Data.Yaml;

/// <summary>Resolves plain scalars by the core schema of YAML 1.2. Quoted scalars are always text.</summary>
public static partial class CoreSchema
{
    private const int Hexadecimal = 16;
    private const int Octal = 8;

    /// <summary>Returns the integer, in decimal, <c>0x</c> or <c>0o</c>; null if the text is not one or is too large.</summary>
    public static long? Integer(string text) => text switch
    {
        _ when OctalForm().IsMatch(text) => Based(text[2..], Octal),
        _ when HexadecimalForm().IsMatch(text) => Based(text[2..], Hexadecimal),
        _ when DecimalForm().IsMatch(text) => long.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null,
        _ => null,
    };

    /// <summary>Returns the finite number; null if the text is not one. No setting accepts <c>.inf</c> or <c>.nan</c>.</summary>
    public static double? Number(string text) => Integer(text) is { } whole
        ? whole
        : NumberForm().IsMatch(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value) ? value : null;

    /// <summary>Returns the boolean; null if the text is not one.</summary>
    public static bool? Flag(string text) => text switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ => null,
    };

    private static long? Based(string digits, int numberBase)
    {
        try
        {
            return Convert.ToInt64(digits, numberBase) is >= 0 and var value ? value : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\A[-+]?[0-9]+\z")]
    private static partial Regex DecimalForm();

    [GeneratedRegex(@"\A0o[0-7]+\z")]
    private static partial Regex OctalForm();

    [GeneratedRegex(@"\A0x[0-9a-fA-F]+\z")]
    private static partial Regex HexadecimalForm();

    [GeneratedRegex(@"\A[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex NumberForm();
}
