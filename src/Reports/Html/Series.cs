namespace LmmCl.Reports.Html;

/// <summary>A line of a chart.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Index">Its method's place in the comparison, which decides colour, dashes and marker on the whole page.</param>
/// <param name="Points">Its points from left to right; what is missing is absent.</param>
internal sealed record Series(string Label, int Index, IReadOnlyList<SeriesPoint> Points);

/// <summary>A point of a line.</summary>
/// <param name="X">Place on the horizontal axis.</param>
/// <param name="Y">The figure.</param>
/// <param name="StandardError">Half the length of its whisker; null for none.</param>
/// <param name="Title">What it says when pointed at.</param>
internal sealed record SeriesPoint(double X, double Y, double? StandardError = null, string Title = "");
