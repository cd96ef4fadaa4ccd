using System.Globalization;
using LmmCl.Data.Published.Tables;
using LmmCl.Modeling.Files;

namespace LmmCl.Data.Published.Sets;

/// <summary>Options by letter.</summary>
internal static class OptionLetters
{
    /// <summary>Returns <c>A. text</c>, one per line.</summary>
    public static string Lines(IEnumerable<string> options) =>
        string.Join('\n', options.Select((option, index) => $"{(char)('A' + index)}. {option}"));

    /// <summary>Returns the letter of the answer, which a row gives as a position from 0.</summary>
    /// <exception cref="LmmCl.Abstractions.InputException">It is not the position of an option.</exception>
    public static string OfPosition(Row row, string column, int options)
    {
        var text = row.Text(column);
        return int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < Math.Min(options, 26)
            ? ((char)('A' + index)).ToString()
            : throw row.Wrong(column, $"'{Shown.Of(text)}' is not a position among {options} options, counted from 0.");
    }

    /// <summary>Returns the letter of the answer, which a row gives as such.</summary>
    /// <exception cref="LmmCl.Abstractions.InputException">It is not one letter.</exception>
    public static string Given(Row row, string column)
    {
        var text = row.Text(column).Trim();
        return text is [>= 'A' and <= 'Z' or >= 'a' and <= 'z']
            ? text.ToUpperInvariant()
            : throw row.Wrong(column, $"'{Shown.Of(text)}' is not the letter of an option.");
    }
}
