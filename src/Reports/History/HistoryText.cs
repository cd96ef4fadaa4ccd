using System.Globalization;
using Spectre.Console;

namespace LmmCl.Reports.History;

/// <summary>Output of <c>lmmcl history</c>: time, sequence number and a description of the event.</summary>
internal static class HistoryText
{
    /// <summary>Writes a history to a console.</summary>
    /// <param name="console">The console to write to.</param>
    /// <param name="lines">The lines to write.</param>
    /// <param name="withStream">True to name the experiment in each line.</param>
    public static void Write(IAnsiConsole console, IReadOnlyList<HistoryLine> lines, bool withStream = false)
    {
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Out.Writer.Write(string.Concat(lines.Select(line => Line(line, withStream))));
            console.Profile.Out.Writer.Flush();
            return;
        }

        var grid = new Grid()
            .AddColumn(new GridColumn().NoWrap().PadLeft(0))
            .AddColumn(new GridColumn().NoWrap().RightAligned())
            .AddColumn();
        DateTime? day = null;
        foreach (var line in lines)
        {
            var time = line.Entry.At.UtcDateTime;
            if (time.Date != day)
                grid.AddRow(new Text(Day(time), new Style(decoration: Decoration.Bold)), Text.Empty, Text.Empty);
            day = time.Date;
            grid.AddRow(
                new Text(Clock(time), new Style(decoration: Decoration.Dim)),
                new Text(line.Entry.Sequence.ToString(CultureInfo.InvariantCulture), new Style(decoration: Decoration.Dim)),
                new Text(Sentence(line, withStream)));
        }

        console.Write(grid);
    }

    /// <summary>One line with its date and line end, for files, pipes and following.</summary>
    public static string Line(HistoryLine line, bool withStream = false) =>
        $"{Day(line.Entry.At.UtcDateTime)} {Clock(line.Entry.At.UtcDateTime)}  {line.Entry.Sequence,6}  {Sentence(line, withStream)}\n";

    private static string Sentence(HistoryLine line, bool withStream) =>
        (withStream ? $"{line.Stream}: " : "") + EventSentences.Say(line.Entry.Happened);

    private static string Day(DateTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Clock(DateTime time) => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
