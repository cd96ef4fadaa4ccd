namespace LmmCl.Reports;

/// <summary>Output formats of a report.</summary>
public enum ReportFormat
{
    /// <summary>For a terminal.</summary>
    Table,

    /// <summary>GitHub Flavored Markdown.</summary>
    Markdown,

    /// <summary>A LaTeX fragment for a paper; needs the booktabs package.</summary>
    Latex,

    /// <summary>One flat table with a row per figure, for spreadsheets and data frames.</summary>
    Csv,

    /// <summary>The full content, numbers unrounded.</summary>
    Json,
}
