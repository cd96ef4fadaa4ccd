using System.Globalization;
using LmmCl.EventStore.Projections;
using Spectre.Console;

namespace LmmCl.Host.Reports.History;

/// <summary>Prints what <c>lmmcl history</c> shows: time, sequence number and what happened, in words.</summary>
public static class HistoryText
{
    /// <summary>Writes a timeline to a console.</summary>
    public static void Write(IAnsiConsole console, Timeline timeline)
    {
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Out.Writer.Write(Render(timeline));
            return;
        }

        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(0)).AddColumn(new GridColumn().NoWrap().RightAligned()).AddColumn();
        DateTime? day = null;
        foreach (var entry in timeline.Entries)
        {
            var time = entry.At.UtcDateTime;
            if (time.Date != day)
                grid.AddRow(new Text(Day(time), new Style(decoration: Decoration.Bold)), Text.Empty, Text.Empty);
            day = time.Date;
            grid.AddRow(
                new Text(Clock(time), new Style(decoration: Decoration.Dim)),
                new Text(entry.Sequence.ToString(CultureInfo.InvariantCulture), new Style(decoration: Decoration.Dim)),
                new Text(EventSentences.Say(entry.Happened)));
        }

        console.Write(grid);
    }

    /// <summary>The same without a console: one line per entry.</summary>
    public static string Render(Timeline timeline) => string.Concat(timeline.Entries.Select(entry =>
        $"{Day(entry.At.UtcDateTime)} {Clock(entry.At.UtcDateTime)}  {entry.Sequence,6}  {EventSentences.Say(entry.Happened)}\n"));

    private static string Day(DateTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Clock(DateTime time) => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
