using LmmCl.Reports.Families;
using LmmCl.Reports.Findings;
using LmmCl.Reports.Formats;
using LmmCl.Reports.Tables;
using Spectre.Console;

namespace LmmCl.Reports;

/// <summary>Output of <c>lmmcl report</c> and <c>lmmcl compare</c>.</summary>
public static class ReportText
{
    private const int Wide = 160;

    /// <summary>
    /// Writes one experiment: matrix, figures in every definition, recovery; variants, measurements of the method and memory if there are
    /// any.
    /// </summary>
    public static void WriteForgetting(IAnsiConsole console, ReportData data, ReportFormat format) => Write(
        console,
        format,
        $"Forgetting report: {data.Stream}",
        ReportHeader.Of(data),
        [
            MatrixTable.Of(data),
            FiguresTable.Of(data),
            RecoveryTable.Of(data),
            .. data.Variants.Variants.IsEmpty ? (ReportTable[])[] : [VariantTable.Of(data)],
            .. data.Measurements.Measured.IsEmpty ? (ReportTable[])[] : [MeasurementTable.Of(data)],
            .. data.Resources.Work.IsEmpty ? (ReportTable[])[] : [ResourceTable.Of(data)],
        ],
        () => CsvFormat.Forgetting(data),
        () => JsonFormat.Forgetting(data));

    /// <summary>Writes several experiments in the form of the study's table.</summary>
    public static void WriteComparison(IAnsiConsole console, IReadOnlyList<ReportData> experiments, ReportFormat format) => Write(
        console,
        format,
        "Comparison of experiments",
        [("experiments", string.Join(", ", experiments.Select(data => data.Stream))), .. ReportHeader.Moment(experiments)],
        [ComparisonTable.Of(experiments)],
        () => CsvFormat.Comparison(experiments),
        () => JsonFormat.Comparison(experiments));

    /// <summary>Writes methods at equal learning along their fronts over learning rates.</summary>
    /// <param name="console">The console to write to.</param>
    /// <param name="experiments">The methods' experiments.</param>
    /// <param name="levels">Levels of learning in percentage points; null chooses some that at least two methods reach.</param>
    /// <param name="format">The output format.</param>
    public static void WriteMatched(
        IAnsiConsole console, IReadOnlyList<ReportData> experiments, IReadOnlyList<double>? levels, ReportFormat format)
    {
        var matched = MatchedComparison.Of(experiments, levels);
        Write(
            console,
            format,
            "Comparison at equal learning",
            [
                ("methods", string.Join(", ", matched.Methods.Select(method => method.Label))),
                ("experiments", $"{experiments.Count}"),
                .. ReportHeader.Moment(experiments),
            ],
            MatchedTables.Of(matched),
            () => MatchedCsv.Render(matched),
            () => MatchedJson.Render(matched));
    }

    /// <summary>Writes the experiments of a store that forgot a benchmark.</summary>
    internal static void WriteFindings(IAnsiConsole console, ForgettingFindings findings, ReportFormat format) => Write(
        console,
        format,
        $"Forgetting of {findings.Question.Benchmark}",
        ForgettingFindingsText.Header(findings),
        [ForgettingFindingsText.Table(findings)],
        () => ForgettingFindingsText.Csv(findings),
        () => ForgettingFindingsText.Json(findings));

    /// <summary>Writes the correlation of probes with forgetting.</summary>
    internal static void WriteProbes(IAnsiConsole console, ProbeFindings findings, ReportFormat format) => Write(
        console,
        format,
        "Probes and forgetting",
        ProbeFindingsText.Header(findings),
        [ProbeFindingsText.Table(findings)],
        () => ProbeFindingsText.Csv(findings),
        () => ProbeFindingsText.Json(findings));

    private static void Write(
        IAnsiConsole console,
        ReportFormat format,
        string title,
        IEnumerable<(string, string)> header,
        IReadOnlyList<ReportTable> tables,
        Func<string> csv,
        Func<string> json)
    {
        if (format == ReportFormat.Table)
        {
            ConsoleFormat.Write(console.AtLeast(Wide), header, tables);
            return;
        }

        // Bypass the console's own writing, which would wrap long lines.
        console.Profile.Out.Writer.Write(format switch
        {
            ReportFormat.Markdown => MarkdownFormat.Render(title, header, tables),
            ReportFormat.Latex => LatexFormat.Render(header, tables),
            ReportFormat.Csv => csv(),
            _ => json(),
        });
        console.Profile.Out.Writer.Flush();
    }
}
