using LmmCl.Abstractions;
using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Modeling.Tests.Images;

public class SizesTests
{
    private static readonly ImageSize[] sixBySix =
        [.. Enumerable.Range(1, 6).SelectMany(rows => Enumerable.Range(1, 6).Select(columns => new ImageSize(rows * 384, columns * 384)))];

    private static readonly AnyResolutionTokens onevision = new(sixBySix, 384, 14, AnyResolutionTokens.LimitOf("anyres_max_9"));

    [Fact]
    public void Among_equal_pinpoints_the_first_wins()
    {
        ImageSize upright = new(672, 336), lying = new(336, 672), tiny = new(5, 5);
        Assert.Equal(upright, AnyResolution.Best(tiny, [upright, lying]));
        Assert.Equal(lying, AnyResolution.Best(tiny, [lying, upright]));
    }

    [Fact]
    public void An_odd_row_of_padding_goes_to_the_bottom() =>
        Assert.Equal(new ImagePadding(1, 2, 0, 0), AnyResolution.Padding(new(97, 100), new(100, 100)));

    [Fact]
    public void A_square_picture_of_one_tile_has_two_crops_and_a_newline_for_each_row()
    {
        var layout = onevision.Layout(new(384, 384));
        Assert.Equal((2, 27, 729 + 27 * 28), (layout.Crops, layout.NewlineTokens, layout.ImageTokens));
    }

    [Fact]
    public void A_large_picture_is_limited_to_about_nine_tiles()
    {
        var layout = onevision.Layout(new(2304, 2304));
        Assert.Equal(37, layout.Crops);
        Assert.Equal(new ImageSize(81, 81), layout.Final);
    }

    [Fact]
    public void An_untiled_picture_takes_its_patches_and_one_newline()
    {
        Assert.Equal(730, LlavaOnevisionImageTokens.Count(onevision, new ImageExtent(100, 900, Crops: 1)));
        Assert.NotEqual(730, LlavaOnevisionImageTokens.Count(onevision, new ImageExtent(100, 900, Crops: 4)));
    }

    [Theory]
    [InlineData("anyres_max_9", 9)]
    [InlineData("anyres_max_12", 12)]
    [InlineData("anyres", null)]
    [InlineData(null, null)]
    public void The_limit_is_read_off_the_aspect_settings_name(string? setting, int? limit) =>
        Assert.Equal(limit, AnyResolutionTokens.LimitOf(setting));

    [Fact]
    public void Smart_resize_rounds_halves_to_even() =>
        Assert.Equal(new ImageSize(56, 56), new SmartResize(28, 0, 1_000_000).Apply(new(42, 70)));

    [Fact]
    public void Smart_resize_refuses_a_picture_more_than_two_hundred_times_as_long_as_wide()
    {
        var resize = new SmartResize(28, 3136, 1_003_520);
        Assert.Equal(28, resize.Apply(new(10, 2000)).Height);
        var error = Assert.Throws<InputException>(() => resize.Apply(new(10, 2001), "strip.png"));
        Assert.StartsWith("strip.png: ", error.Message, StringComparison.Ordinal);
    }
}
