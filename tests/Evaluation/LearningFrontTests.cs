using LmmCl.Evaluation.Forgetting;

namespace LmmCl.Evaluation.Tests;

public class LearningFrontTests
{
    // The worked example of docs/forgetting.md.
    private static readonly LearningFront Example = LearningFront.Of([new(80.8, -9.7, -4), new(80.4, -51.3, -9), new(84.2, -95.4, -21)]);

    private static FrontPoint[] Random(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new FrontPoint(random.Next(40), random.Next(-40, 1), random.Next(-9, 1)))];
    }

    [Fact]
    public void An_experiment_that_learned_less_and_forgot_more_is_not_on_the_front() =>
        Assert.Equal([80.8, 84.2], Example.Points.Select(point => point.Learning));

    [Theory]
    [InlineData(80.8, -9.7, -4)]
    [InlineData(82.5, -52.55, -12.5)]
    [InlineData(84.2, -95.4, -21)]
    public void Between_two_points_of_the_front_both_figures_lie_on_the_straight_line(double learning, double heldOut, double targets)
    {
        var point = Example.At(learning)!;

        Assert.Equal(learning, point.Learning, 9);
        Assert.Equal(heldOut, point.HeldOut, 9);
        Assert.Equal(targets, point.TargetForgetting!.Value, 9);
    }

    [Theory]
    [InlineData(80.79)]
    [InlineData(80.4)]
    [InlineData(84.21)]
    public void Outside_of_the_front_nothing_is_said(double learning) => Assert.Null(Example.At(learning));

    [Fact]
    public void Of_equal_points_and_of_equal_learning_the_better_counts_once()
    {
        var front = LearningFront.Of([new(50, -5), new(50, -5), new(50, -8), new(60, -9), new(60, -9)]);

        Assert.Equal([new FrontPoint(50, -5), new FrontPoint(60, -9)], front.Points);
    }

    [Fact]
    public void One_rate_gives_one_point_that_is_reached_only_exactly()
    {
        var front = LearningFront.Of([new(50, -5)]);

        Assert.Equal((-5.0, null), (front.At(50)?.HeldOut, front.At(50.001)?.HeldOut));
        Assert.Null(LearningFront.Of([]).At(0));
    }

    [Fact]
    public void On_every_front_more_learning_costs_more_and_no_point_beats_another()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var points = Random(seed, 12);
            var front = LearningFront.Of(points).Points;

            Assert.All(
                front.Zip(front.Skip(1)),
                pair => Assert.True(pair.First.Learning < pair.Second.Learning && pair.First.HeldOut > pair.Second.HeldOut));
            Assert.All(front, point => Assert.DoesNotContain(points, other => other.Beats(point)));
            Assert.All(points, point => Assert.Contains(
                front, other => other.Beats(point) || (other.Learning, other.HeldOut) == (point.Learning, point.HeldOut)));
        }
    }

    [Fact]
    public void The_order_in_which_experiments_are_given_changes_nothing()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var points = Random(seed, 10);
            var shuffled = points.ToArray();
            new Random(seed).Shuffle(shuffled);

            Assert.Equal(LearningFront.Of(points).Points, LearningFront.Of(shuffled).Points);
        }
    }

    [Fact]
    public void Between_the_ends_of_a_front_held_out_change_falls_and_stays_between_them()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var front = LearningFront.Of(Random(seed, 12));
            var (low, high) = (front.Points[0], front.Points[^1]);
            var levels = Enumerable.Range(0, 21).Select(i => low.Learning + ((high.Learning - low.Learning) * i / 20));
            var values = levels.Select(level => front.At(level)!.HeldOut).ToList();

            Assert.All(values.Zip(values.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1e-9));
            Assert.All(values, value => Assert.InRange(value, high.HeldOut - 1e-9, low.HeldOut + 1e-9));
        }
    }
}
