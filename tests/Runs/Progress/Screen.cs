using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LmmCl.Runs.Tests.Progress;

/// <summary>A terminal that knows the few codes of a progress block: cursor up, erase line, hide and show the cursor.</summary>
internal sealed partial class Screen : StringWriter
{
    private readonly List<StringBuilder> lines = [new()];
    private int row;
    private int column;

    /// <summary>The rows up to the last one with text, without the spaces at their ends.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            var rows = lines.Select(line => line.ToString().TrimEnd()).ToList();
            return [.. rows.Take(Math.Max(1, rows.FindLastIndex(line => line.Length > 0) + 1))];
        }
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        foreach (Match piece in Pieces().Matches(value ?? ""))
        {
            Take(piece);
        }
    }

    private void Take(Match piece)
    {
        switch (piece.Value)
        {
            case "\r":
                column = 0;
                break;
            case "\n":
                (row, column) = (row + 1, 0);
                lines.AddRange(Enumerable.Range(lines.Count, Math.Max(0, row + 1 - lines.Count)).Select(_ => new StringBuilder()));
                break;
            case "\e[2K":
                lines[row].Clear();
                break;
            case var _ when piece.Groups["up"] is { Success: true, Value: var up }:
                row -= int.Parse(up, CultureInfo.InvariantCulture);
                break;
            case ['\e', ..]:
                break;
            case var text:
                Put(text);
                break;
        }
    }

    private void Put(string text)
    {
        var line = lines[row];
        line.Append(' ', Math.Max(0, column - line.Length));
        line.Remove(column, Math.Min(text.Length, line.Length - column)).Insert(column, text);
        column += text.Length;
    }

    [GeneratedRegex("\e\\[(?<up>[0-9]+)A|\e\\[2K|\e\\[\\?25[lh]|\r|\n|[^\e\r\n]+")]
    private static partial Regex Pieces();
}
