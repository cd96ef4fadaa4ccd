using LmmCl.Evaluation.Forgetting;

namespace LmmCl.Evaluation.Tests;

public class MatchedLevelsTests
{
    private static MethodFront Method(params (double Learning, double HeldOut)[][] seeds) =>
        new("method", [.. seeds.Select(points => LearningFront.Of(points.Select(point => new FrontPoint(point.Learning, point.HeldOut))))]);

    private static MethodFront Reaching(double from, double to) => Method([(from, 0), (to, -10)]);

    [Fact]
    public void Levels_are_round_numbers_that_two_methods_reach() =>
        Assert.Equal([30, 35, 40, 45, 50], MatchedLevels.Between([Reaching(10, 50), Reaching(28, 90), Reaching(95, 99)]));

    [Fact]
    public void A_narrow_range_that_all_share_has_a_level_of_its_own()
    {
        var methods = new[] { Reaching(20, 61.9), Reaching(61.1, 90), Reaching(10, 90) };

        var levels = MatchedLevels.Between(methods);

        Assert.Contains(61.5, levels);
        Assert.All(levels, level => Assert.True(methods.Count(method => method.Reaching(level) > 0) >= 2));
    }

    [Fact]
    public void Methods_that_share_nothing_have_no_level() => Assert.Empty(MatchedLevels.Between([Reaching(10, 20), Reaching(30, 40)]));

    [Fact]
    public void A_method_with_one_rate_cannot_be_matched()
    {
        var single = Method([(50, -5)], [(52, -6)]);

        Assert.False(single.CanBeMatched);
        Assert.Empty(MatchedLevels.Between([single, Reaching(10, 90)]));
        Assert.Equal((0, null), (single.Reaching(50), single.HeldOutAt(50).Mean));
    }

    [Fact]
    public void Methods_that_touch_in_one_point_are_compared_there() =>
        Assert.Equal([33.3], MatchedLevels.Between([Reaching(10, 33.3), Reaching(33.3, 40)]));

    [Fact]
    public void Levels_are_never_outside_of_what_two_methods_reach()
    {
        var random = new Random(1);
        for (var round = 0; round < 300; round++)
        {
            var methods = Enumerable.Range(0, 4).Select(_ => random.NextDouble() * 80)
                .Select(from => Reaching(from, from + 0.01 + (random.NextDouble() * 20)))
                .ToList();

            var levels = MatchedLevels.Between(methods);

            Assert.InRange(levels.Count, 0, 6);
            Assert.Equal(levels.Order(), levels);
            Assert.All(levels, level => Assert.True(methods.Count(method => method.HeldOutAt(level).Mean is not null) >= 2));
        }
    }

    [Fact]
    public void The_spread_is_over_the_seeds_that_reach_a_level()
    {
        var method = Method([(40, -10), (60, -20)], [(40, -12), (60, -24)], [(55, -30), (60, -31)]);

        var spread = method.HeldOutAt(50);

        Assert.Equal((2, -16.5, -18.0, -15.0), (spread.Count, spread.Mean!.Value, spread.Least!.Value, spread.Most!.Value));
        Assert.Equal(Math.Sqrt(4.5), spread.StandardDeviation!.Value, 9);
        Assert.Equal(3, method.HeldOutAt(60).Count);
    }

    [Fact]
    public void One_seed_has_a_mean_and_no_deviation()
    {
        var spread = SeedSpread.Of([3, null]);

        Assert.Equal((1, 3.0, null, 3.0, 3.0), (spread.Count, spread.Mean, spread.StandardDeviation, spread.Least, spread.Most));
        Assert.Equal(new SeedSpread(0, null, null, null, null), SeedSpread.Of([null]));
    }
}
