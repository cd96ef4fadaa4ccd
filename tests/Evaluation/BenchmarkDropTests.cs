using LmmCl.Evaluation.Forgetting;

namespace LmmCl.Evaluation.Tests;

public sealed class BenchmarkDropTests
{
    private static AccuracyMatrix Matrix(params double?[] byStage) => new(
        [.. Enumerable.Range(1, byStage.Length - 1).Select(stage => $"t{stage}")],
        ["b"],
        [.. byStage.Select(value => new Dictionary<string, double?> { ["b"] = value })]);

    [Fact]
    public void A_drop_is_counted_from_the_base_model_and_its_recovery_from_the_drop() =>
        Assert.Equal(new BenchmarkDrop(2, 80, 60, 4, 75), BenchmarkDrop.Of(Matrix(80, 79, 60, 50, 75), "b", 2, 4));

    [Fact]
    public void Half_of_the_drop_counts_as_recovered()
    {
        Assert.True(BenchmarkDrop.Of(Matrix(80, 60, 70), "b", 1, 2)!.IsRecovered);
        Assert.False(BenchmarkDrop.Of(Matrix(80, 60, 69.9), "b", 1, 2)!.IsRecovered);
    }

    [Fact]
    public void Without_a_stage_the_deepest_drop_before_the_recovery_counts()
    {
        Assert.Equal(3, BenchmarkDrop.Of(Matrix(80, 79, 60, 50, 75), "b", null, null)!.Stage);
        Assert.Equal(new BenchmarkDrop(2, 80, 60, 3, 50), BenchmarkDrop.Of(Matrix(80, 79, 60, 50, 75), "b", null, 3));
        Assert.Equal(1, BenchmarkDrop.Of(Matrix(80, 60, 60), "b", null, null)!.Stage);
    }

    [Fact]
    public void Where_nothing_later_was_measured_nothing_is_said_of_recovery()
    {
        var drop = BenchmarkDrop.Of(Matrix(80, 60, null), "b", null, null)!;

        Assert.Equal((null, null, null), (drop.LaterStage, drop.Later, drop.Share));
        Assert.False(drop.IsRecovered);
    }

    [Fact]
    public void A_stage_that_is_asked_for_and_was_not_measured_is_no_answer()
    {
        Assert.Null(BenchmarkDrop.Of(Matrix(80, null, 70), "b", 1, null));
        Assert.Null(BenchmarkDrop.Of(Matrix(80, 60, null), "b", 1, 2));
        Assert.Null(BenchmarkDrop.Of(Matrix(80, 60), "b", 1, 5));
        Assert.Null(BenchmarkDrop.Of(Matrix(null, 60), "b", 1, null));
        Assert.Null(BenchmarkDrop.Of(Matrix(80, 60), "c", null, null));
    }

    [Fact]
    public void Decimal_scores_lose_exactly_what_they_seem_to() =>
        Assert.True(BenchmarkDrop.Of(Matrix(79.3, 74.3), "b", 1, null)!.IsAtLeast(5));
}
