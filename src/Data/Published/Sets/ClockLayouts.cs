using System.Globalization;
using LmmCl.Data.Published.Tables;

namespace LmmCl.Data.Published.Sets;

/// <summary>The two forms of the clock sets: rows with a question, and the CSV files of the project It's About Time.</summary>
internal static class ClockLayouts
{
    private const string Question = "What time does the clock show in this image?";

    public static IReadOnlyList<Layout> All { get; } =
    [
        new(
            "rows",
            [Column.Text("question"), Column.Text("answer"), Column.Picture()],
            (row, _) => Example.Of(row.Picture(), row.Text("question"), row.Text("answer"))),
        new(
            "CSV of times",
            [Column.Picture("file_name"), Column.Number("hour"), Column.Number("minute")],
            (row, _) => Example.Of(row.Picture("file_name"), Question, Time(row))),
    ];

    private static string Time(Row row)
    {
        var (hour, minute) = (row.Number64("hour"), row.Number64("minute"));
        return hour is < 0 or > 23 ? throw row.Wrong("hour", $"{hour} is not an hour.")
            : minute is < 0 or > 59 ? throw row.Wrong("minute", $"{minute} is not a minute.")
            : string.Create(CultureInfo.InvariantCulture, $"{hour:00}:{minute:00}");
    }
}
