using LmmCl.Audit;
using LmmCl.Audit.Reruns;
using LmmCl.Events;

namespace LmmCl.Audit.Tests;

public sealed class RerunReportTests
{
    private static readonly ComparedPart close =
        ComparedPart.Of("answers", [null, "docvqa: sample 2: 'a' was recorded, it is 'b'"], isWithin: true);
    private static readonly ComparedPart far = ComparedPart.Of("selected parameters", ["4 of 8 were recorded, they are 5 of 8"]);

    private static readonly string[] elsewhere = ["threads: 1 was recorded, here it is 2"];

    [Fact]
    public void Under_the_recorded_conditions_every_difference_is_wrong()
    {
        var (verdict, text) = Written(Report([], close));

        Assert.Equal(AuditVerdict.Different, verdict);
        Assert.Contains(
            "WRONG stage 1, answers: docvqa: sample 2: 'a' was recorded, it is 'b'.\n1 wrong.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Elsewhere_a_small_difference_establishes_nothing()
    {
        var (verdict, text) = Written(Report(elsewhere, close));

        Assert.Equal(AuditVerdict.NotEstablished, verdict);
        Assert.Contains("NOT ESTABLISHED stage 1, answers", text, StringComparison.Ordinal);
        Assert.EndsWith("'--tolerance 0.01' accepts it as weaker evidence.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tolerance_accepts_small_differences_elsewhere_and_says_that_it_is_weaker()
    {
        var (verdict, text) = Written(Report(elsewhere, close) with { AcceptsTolerance = true });

        Assert.Equal(AuditVerdict.Equal, verdict);
        Assert.EndsWith("is within the tolerance of 0.01: weaker than equality.\n", text, StringComparison.Ordinal);
        Assert.Equal(AuditVerdict.Different, Written(Report(elsewhere, close, far) with { AcceptsTolerance = true }).Verdict);
        Assert.Equal(AuditVerdict.Different, Written(Report([], close) with { AcceptsTolerance = true }).Verdict);
    }

    [Fact]
    public void Equal_weights_demand_equal_answers_under_any_conditions()
    {
        var tensors = ComparedPart.Of("tensors", [null, null]);

        Assert.Equal(AuditVerdict.Different, Written(Report(elsewhere, tensors, close) with { AcceptsTolerance = true }).Verdict);
    }

    [Fact]
    public void No_tolerance_means_the_same_bits_everywhere() =>
        Assert.Equal(AuditVerdict.Different, Written(Report(elsewhere, close) with { Tolerance = 0 }).Verdict);

    [Fact]
    public void What_was_not_compared_is_not_established()
    {
        var (verdict, text) = Written(Report([], ComparedPart.Of("tensors", [null])) with { Notes = ["docvqa: not compared"] });

        Assert.Equal(AuditVerdict.NotEstablished, verdict);
        Assert.Contains("NOT ESTABLISHED stage 1: docvqa: not compared", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Losses_are_compared_with_the_largest_and_the_step_where_they_part_is_named()
    {
        var recorded = Points(4, 3, 2);
        var again = Points(4, 3.02, 2.03);

        var (part, losses) = TrainingComparison.Of(recorded, again, tolerance: 0.01);

        Assert.Equal(2, losses.FirstStep);
        Assert.Equal(0.03 / 4, losses.Relative, 9);
        Assert.True(part.IsWithin);
        Assert.Equal("step 2: loss 3 was recorded, it is 3.02", part.First);
        Assert.False(TrainingComparison.Of(recorded, again, tolerance: 0.001).Part.IsWithin);
        Assert.False(TrainingComparison.Of(recorded, Points(4, 3), tolerance: 1).Part.IsWithin);
    }

    private static Dictionary<int, TrainingPoint> Points(params double[] losses) =>
        losses.Select((loss, index) => new TrainingPoint(index + 1, loss, 0.001, 1, 10, index)).ToDictionary(point => point.Step);

    private static RerunReport Report(string[] otherConditions, params ComparedPart[] parts) => new()
    {
        Experiment = "demo",
        Stage = 1,
        OtherConditions = otherConditions,
        Tolerance = 0.01,
        Parts = parts,
    };

    private static (AuditVerdict Verdict, string Text) Written(RerunReport report)
    {
        var text = new StringWriter();
        return (report.Write(text), text.ToString());
    }
}
