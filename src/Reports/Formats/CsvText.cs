using System.Globalization;
using System.Text;

namespace LmmCl.Reports.Formats;

/// <summary>Rows of comma-separated values (RFC 4180).</summary>
internal static class CsvText
{
    /// <summary>Formats a number in full precision; null gives an empty cell.</summary>
    internal static string? Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);

    internal static void Row(StringBuilder text, params IEnumerable<string?> cells) =>
        text.AppendJoin(',', cells.Select(Quote)).Append("\r\n");

    private static string Quote(string? cell) => cell is null ? ""
        : cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"")}\""
        : cell;
}
