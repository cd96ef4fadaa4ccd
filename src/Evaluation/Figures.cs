using System.Globalization;

namespace LmmCl.Evaluation;

/// <summary>Formats numbers for reports, identically in every format and culture.</summary>
public static class Figures
{
    /// <summary>Placeholder for a missing number.</summary>
    public const string Missing = "–";

    /// <summary>Formats a percentage or points with one decimal.</summary>
    public static string Percent(double? value) => value is { } number ? number.ToString("0.0", CultureInfo.InvariantCulture) : Missing;

    /// <summary>Formats points with their sign and a true minus; a value that rounds to zero has no sign.</summary>
    public static string Change(double? value)
    {
        if (value is not { } number)
            return Missing;
        var text = Math.Abs(number).ToString("0.0", CultureInfo.InvariantCulture);
        return text == "0.0" ? text : (number > 0 ? "+" : "−") + text;
    }

    /// <summary>Formats a fraction as a whole percentage.</summary>
    public static string Share(double? value) =>
        value is { } number ? (100 * number).ToString("0", CultureInfo.InvariantCulture) + " %" : Missing;

    /// <summary>Formats a count with three significant digits: 950, 12.3 K, 1.05 M, 7.62 B.</summary>
    public static string Count(long? value)
    {
        if (value is not { } number)
            return Missing;
        var (scaled, unit) = number switch
        {
            < 1_000 => ((double)number, ""),
            < 1_000_000 => (number / 1e3, " K"),
            < 1_000_000_000 => (number / 1e6, " M"),
            _ => (number / 1e9, " B"),
        };
        var format = unit == "" || scaled >= 100 ? "0" : scaled >= 10 ? "0.0" : "0.00";
        return scaled.ToString(format, CultureInfo.InvariantCulture) + unit;
    }

    /// <summary>Formats a duration in its two largest units: 41 s, 3 min 20 s, 2 h 05 min, 3 d 04 h.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        { TotalMinutes: < 1 } => $"{(int)time.TotalSeconds} s",
        { TotalHours: < 1 } => $"{(int)time.TotalMinutes} min {time.Seconds:00} s",
        { TotalDays: < 1 } => $"{(int)time.TotalHours} h {time.Minutes:00} min",
        _ => $"{(int)time.TotalDays} d {time.Hours:00} h",
    };

    /// <summary>Formats bytes in decimal units: 12.3 kB, 4.5 MB, 1.2 GB.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
    };
}
