using LmmCl.Evaluation;

namespace LmmCl.Reports.Tests;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0.04, "0.0")]
    [InlineData(-0.04, "0.0")]
    [InlineData(-3.25, "−3.3")]
    [InlineData(12.0, "+12.0")]
    [InlineData(null, "–")]
    public void A_change_has_its_sign_unless_it_rounds_to_nothing(double? change, string text) =>
        Assert.Equal(text, Figures.Change(change));

    [Theory]
    [InlineData(950L, "950")]
    [InlineData(12_345L, "12.3 K")]
    [InlineData(1_049_216L, "1.05 M")]
    [InlineData(7_615_616_512L, "7.62 B")]
    public void A_count_has_three_digits(long count, string text) => Assert.Equal(text, Figures.Count(count));

    [Theory]
    [InlineData(3.14, "3.1 s")]
    [InlineData(41.9, "41 s")]
    [InlineData(200, "3 min 20 s")]
    [InlineData(7_500, "2 h 05 min")]
    [InlineData(273_600, "3 d 04 h")]
    public void A_duration_has_its_two_largest_units(double seconds, string text) =>
        Assert.Equal(text, Figures.Duration(TimeSpan.FromSeconds(seconds)));
}
