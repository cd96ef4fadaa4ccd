namespace LmmCl.Reports.Html;

/// <summary>A line of a chart.</summary>
/// <param name="Label">Name of the line.</param>
/// <param name="Index">Index of its method in the comparison, which determines colour, dashes and marker on the whole page.</param>
/// <param name="Points">Points from left to right; missing values are absent.</param>
internal sealed record Series(string Label, int Index, IReadOnlyList<SeriesPoint> Points);

/// <summary>A point of a line.</summary>
/// <param name="X">Position on the horizontal axis.</param>
/// <param name="Y">The value.</param>
/// <param name="StandardError">Half the length of the error bar; null for none.</param>
/// <param name="Title">Tooltip.</param>
internal sealed record SeriesPoint(double X, double Y, double? StandardError = null, string Title = "");
