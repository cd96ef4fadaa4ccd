using LmmCl.Events;
using LmmCl.Reports.Families;

namespace LmmCl.Reports.Tests;

/// <summary>What reports say of variants, of the method's own measurements and of memory.</summary>
public sealed class MethodReportTests
{
    private static readonly ReportData Data = SampleSweep.Report(
        "WiSEFT", 8e-4, 42, 60, -20, null,
        [
            .. SampleSweep.Variant("previous_weight=0.5", 30, -4), .. SampleSweep.Variant("previous_weight=0.1", 55, -15),
            new MethodMeasured(new(1), "WiSEFT", "distance", new Dictionary<string, double> { ["norm"] = 1.25 }),
            new ResourcesMeasured(new(2), "evaluate", 900_000_000, 3_000_000_000),
        ]);

    private static string Compare(params IReadOnlyList<ReportData> experiments) =>
        Printed.Of(console => ReportText.WriteComparison(console, experiments, ReportFormat.Markdown));

    private static string Print(ReportFormat format) => Printed.Of(console => ReportText.WriteForgetting(console, Data, format));

    [Fact]
    public void Variants_stand_below_the_stages_own_model_in_the_order_of_their_number()
    {
        var report = Print(ReportFormat.Markdown);

        Assert.Contains("| variant | learning | held-out last | mean | worst | 1 birds | 2 clock |", report);
        Assert.Contains("| **the stage's own** | +60.0 | −20.0 | −15.0 | −20.0 | +60.0 / −10.0 | +60.0 / −20.0 |", report);
        Assert.Contains(
            "| previous\\_weight=0.1 | +55.0 | −15.0 | −15.0 | −15.0 | +55.0 / −15.0 | +55.0 / −15.0 |\n"
                + "| previous\\_weight=0.5 | +30.0",
            report);
    }

    [Fact]
    public void Measurements_of_the_method_and_peak_memory_have_tables_of_their_own()
    {
        var report = Print(ReportFormat.Markdown);

        Assert.Contains("| distance | norm | 1.25 | – |", report);
        Assert.Contains("| train | – | 701.0 MB | 702.0 MB |", report);
        Assert.Contains("| evaluate | – | – | 900.0 MB + 3.0 GB device |", report);
    }

    [Theory]
    [InlineData(ReportFormat.Csv)]
    [InlineData(ReportFormat.Json)]
    [InlineData(ReportFormat.Latex)]
    [InlineData(ReportFormat.Table)]
    public void Every_format_has_them(ReportFormat format)
    {
        var report = Print(format).Replace("\\_", "_");

        Assert.All((string[])["weight=0.5", "distance", "norm", "evaluate"], word => Assert.Contains(word, report));
    }

    [Fact]
    public void The_comparison_has_the_peak_memory_of_training() =>
        Assert.Contains("| 40.0 K (4.0 %) | 1 min 00 s | 702.0 MB |", Compare(Data));

    [Fact]
    public void A_history_without_them_has_a_report_without_them()
    {
        var report = Printed.Of(console => ReportText.WriteForgetting(console, SampleExperiments.Report("llm"), ReportFormat.Markdown));

        Assert.All((string[])["Variants", "Measured by", "Peak memory"], title => Assert.DoesNotContain(title, report));
        Assert.Contains("| 2 min 11 s | – |", Compare(SampleExperiments.Report("sa_proj")));
    }

    [Fact]
    public void Rows_of_one_method_are_told_apart_by_what_differs()
    {
        var table = Compare([.. SampleSweep.Reports(42, 1), SampleSweep.Report("full", 8e-4, 42, 70, -30)]);

        Assert.Contains("| **llm, 8e-4, seed 1** |", table);
        Assert.Contains("| **full** |", table);
    }
}
