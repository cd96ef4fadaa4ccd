using System.Globalization;

namespace LmmCl.Data.Mixtures;

/// <summary>Number of records out of n: a count, or a percentage that is rounded up.</summary>
internal readonly record struct Amount(double Value, bool IsPercent)
{
    private const NumberStyles Whole = NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
    private const NumberStyles Fraction = Whole | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Parses <c>3</c> or <c>25.5%</c>; returns null for anything else.</summary>
    public static Amount? Parse(string text)
    {
        var percent = text.TrimEnd().EndsWith('%');
        var parsed = percent
            ? double.TryParse(text.TrimEnd()[..^1], Fraction, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            : TryWhole(text, out value);
        return parsed && value >= 0 ? new(value, percent) : null;
    }

    /// <summary>Returns the number of records, between 0 and <paramref name="n"/>.</summary>
    public int Of(int n) => (int)Math.Clamp(IsPercent ? Math.Ceiling(Value * n / 100) : Value, 0, n);

    private static bool TryWhole(string text, out double value)
    {
        var parsed = int.TryParse(text, Whole, CultureInfo.InvariantCulture, out var whole);
        value = whole;
        return parsed;
    }
}
