using FsCheck;
using FsCheck.Fluent;
using LmmCl.Abstractions;
using LmmCl.EventStore.Projections;
using LmmCl.Host.CommandLine;

namespace LmmCl.Host.Tests.Queries;

public sealed class AsOfOptionTests
{
    [Fact]
    public void Nothing_means_now() => Assert.Equal(default, AsOfOption.Parse(null));

    [Fact]
    public void A_number_is_a_sequence_number() => Assert.Equal(new AsOf(Sequence: 412), AsOfOption.Parse("412"));

    [Theory]
    [InlineData("stage:3")]
    [InlineData("stage 3")]
    [InlineData("Stage: 3")]
    public void A_stage_is_a_stage(string text) => Assert.Equal(new AsOf(Stage: new(3)), AsOfOption.Parse(text));

    [Theory]
    [InlineData("2026-11-22T10:00", "2026-11-22 10:00:00 UTC")]
    [InlineData("2026-11-22T10:00Z", "2026-11-22 10:00:00 UTC")]
    [InlineData("2026-11-22 10:00:07", "2026-11-22 10:00:07 UTC")]
    [InlineData("2026-11-22T10:00:07.25Z", "2026-11-22 10:00:07.25 UTC")]
    [InlineData("2026-11-22", "2026-11-22 23:59:59.999999 UTC")]
    [InlineData("9999-12-31", "9999-12-31 23:59:59.999999 UTC")]
    public void A_time_is_in_utc_and_a_day_ends_with_it(string text, string moment) =>
        Assert.Equal(moment, AsOfOption.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("99999999999999999999")]
    [InlineData("stage")]
    [InlineData("stage:")]
    [InlineData("stage:-1")]
    [InlineData("stage3")]
    [InlineData("2026-13-01")]
    [InlineData("2026-11-22T25:00")]
    [InlineData("2026-11-22T10:00+01:00")]
    [InlineData("22.11.2026")]
    [InlineData("yesterday")]
    public void Anything_else_is_answered_with_the_three_forms(string text)
    {
        var refused = Assert.Throws<InputException>(() => AsOfOption.Parse(text));

        Assert.All(["412", "2026-11-22T10:00", "stage:3"], form => Assert.Contains(form, refused.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Whatever_is_typed_is_a_moment_or_is_refused() =>
        Prop.ForAll(Texts().ToArbitrary(), text =>
        {
            try
            {
                return AsOfOption.Parse(text) != default;
            }
            catch (InputException refused)
            {
                return refused.Message.Contains("stage:3", StringComparison.Ordinal);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Every_moment_is_read_back_from_its_own_words() =>
        Prop.ForAll(ArbMap.Default.ArbFor<long>(), number =>
        {
            var ticks = (number & long.MaxValue) % DateTime.MaxValue.Ticks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond;
            var moment = new AsOf(Time: new DateTimeOffset(ticks, TimeSpan.Zero));
            return AsOfOption.Parse(moment.ToString().Replace(" UTC", "Z", StringComparison.Ordinal)) == moment;
        }).QuickCheckThrowOnFailure();

    /// <summary>Arbitrary text, and pieces of the real forms in arbitrary order.</summary>
    private static Gen<string> Texts()
    {
        var pieces = Gen.Elements("stage", ":", " ", "3", "412", "2026", "-", "11", "22", "T", "10", "00", "Z", ".", "+", "٣", "\0");
        return Gen.OneOf(pieces.ArrayOf().Select(string.Concat), ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get));
    }
}
