using LmmCl.Audit.Reruns;
using LmmCl.Events;

namespace LmmCl.Audit.Tests;

public sealed class RerunReportTests
{
    private static readonly ComparedPart close =
        ComparedPart.Of("answers", [null, "docvqa: sample 2: 'a' was recorded, it is 'b'"], isWithin: true);
    private static readonly ComparedPart far = ComparedPart.Of("selected parameters", ["4 of 8 were recorded, they are 5 of 8"]);

    [Fact]
    public void Under_the_recorded_conditions_every_difference_is_wrong()
    {
        var (isRight, text) = Written(Report([], 0.01, close));

        Assert.False(isRight);
        Assert.Contains(
            "WRONG stage 1, answers: docvqa: sample 2: 'a' was recorded, it is 'b'.\n1 wrong.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Elsewhere_only_what_is_beyond_the_tolerance_is_wrong()
    {
        var (isRight, text) = Written(Report(["threads: 1 was recorded, here it is 2"], 0.01, close));

        Assert.True(isRight);
        Assert.EndsWith("Stage 1 of 'demo', executed again elsewhere, is within the tolerance of 0.01.\n", text, StringComparison.Ordinal);
        Assert.False(Written(Report(["threads: 1 was recorded, here it is 2"], 0.01, close, far)).IsRight);
    }

    [Fact]
    public void No_tolerance_means_the_same_bits_everywhere() =>
        Assert.False(Written(Report(["threads: 1 was recorded, here it is 2"], 0, close)).IsRight);

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

    private static RerunReport Report(string[] otherConditions, double tolerance, params ComparedPart[] parts) => new()
    {
        Experiment = "demo",
        Stage = 1,
        OtherConditions = otherConditions,
        Tolerance = tolerance,
        Parts = parts,
    };

    private static (bool IsRight, string Text) Written(RerunReport report)
    {
        var text = new StringWriter();
        return (report.Write(text), text.ToString());
    }
}
