namespace LmmCl.Reports;

/// <summary>The forms in which a report can be printed.</summary>
public enum ReportFormat
{
    /// <summary>For a terminal.</summary>
    Table,

    /// <summary>GitHub's Markdown.</summary>
    Markdown,

    /// <summary>A fragment for a paper; needs the package booktabs.</summary>
    Latex,

    /// <summary>One rectangle with a row per figure, for spreadsheets and data frames.</summary>
    Csv,

    /// <summary>Everything, numbers unrounded.</summary>
    Json,
}
