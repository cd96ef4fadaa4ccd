using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LmmCl.Runs.Tests.Progress;

/// <summary>A terminal that knows the few codes of a progress block.</summary>
internal sealed partial class Screen : StringWriter
{
    private readonly List<StringBuilder> lines = [new()];
    private int row;

    public IReadOnlyList<string> Lines => [.. lines.Select(line => line.ToString())];

    public override void Write(string? value)
    {
        foreach (Match piece in Pieces().Matches(value ?? ""))
        {
            Take(piece);
        }
    }

    private void Take(Match piece)
    {
        if (piece.Groups["up"] is { Success: true, Value: var up })
        {
            row -= int.Parse(up, CultureInfo.InvariantCulture);
        }
        else if (piece.Value == "\r\e[J")
        {
            lines.RemoveRange(row + 1, lines.Count - row - 1);
            lines[row].Clear();
        }
        else if (piece.Value == "\n")
        {
            lines.Insert(++row, new());
        }
        else
        {
            lines[row].Append(piece.Value);
        }
    }

    [GeneratedRegex("\e\\[(?<up>[0-9]+)F|\r\e\\[J|\n|[^\e\r\n]+")]
    private static partial Regex Pieces();
}
