using LmmCl.Modeling.Images;
using LmmCl.Modeling.Images.Resizing;

namespace LmmCl.Modeling.Tests.Images;

public class ImageResizerTests
{
    public static TheoryData<ResampleFilter> Filters() => [.. Enum.GetValues<ResampleFilter>()];

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_flat_picture_stays_flat_at_any_size(ResampleFilter filter)
    {
        foreach (var (height, width) in new[] { (1, 1), (5, 90), (200, 3), (37, 37) })
        {
            var resized = ImageResizer.Resize(Pictures.Flat(40, 60, 173), height, width, filter);
            Assert.All(resized.Pixels, level => Assert.Equal(173, level));
        }
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void The_same_size_changes_nothing(ResampleFilter filter)
    {
        var image = Pictures.Noise(13, 29);
        Assert.Equal(image.Pixels, ImageResizer.Resize(image, 13, 29, filter).Pixels);
    }

    [Fact]
    public void A_whole_numbered_box_of_the_outputs_size_is_a_crop()
    {
        var image = Pictures.Noise(10, 10);
        var crop = ImageResizer.Resize(image, 2, 3, ResampleFilter.Bicubic, box: new(4, 5, 7, 7));
        Assert.Equal(image.Pixels[((5 * 10 + 4) * 3)..((5 * 10 + 7) * 3)], crop.Pixels[..9]);
    }

    [Fact]
    public void Halving_with_a_box_filter_is_the_rounded_mean()
    {
        var resized = ImageResizer.Resize(Pictures.Row(0, 1, 10, 20, 255, 254), 1, 3, ResampleFilter.Box);
        Assert.Equal([1, 15, 255], Pictures.FirstRow(resized));
    }

    [Fact]
    public void Doubling_with_a_bilinear_filter_weights_neighbours_by_a_quarter()
    {
        var resized = ImageResizer.Resize(Pictures.Row(0, 100), 1, 4, ResampleFilter.Bilinear);
        Assert.Equal([0, 25, 75, 100], Pictures.FirstRow(resized));
    }

    [Fact]
    public void The_order_of_the_axes_shows_only_where_vertical_is_less_work()
    {
        var tall = Pictures.Noise(200, 20);
        var wide = Pictures.Noise(20, 200);
        Assert.NotEqual(Resized(tall, AxisOrder.HorizontalFirst), Resized(tall, AxisOrder.Pillow13));
        Assert.Equal(Resized(wide, AxisOrder.HorizontalFirst), Resized(wide, AxisOrder.Pillow13));

        static byte[] Resized(RgbImage image, AxisOrder order) => ImageResizer.Resize(image, 17, 17, ResampleFilter.Lanczos, order).Pixels;
    }

    [Theory]
    [InlineData(-1, 0, 4, 4)]
    [InlineData(0, 0, 11, 4)]
    [InlineData(4, 4, 4, 8)]
    [InlineData(float.NaN, 0, 4, 4)]
    public void A_box_that_is_no_part_of_the_picture_is_refused(float left, float top, float right, float bottom) =>
        Assert.Throws<ArgumentException>(() =>
            ImageResizer.Resize(Pictures.Flat(10, 10, 0), 4, 4, ResampleFilter.Bicubic, box: new(left, top, right, bottom)));

    [Fact]
    public void An_output_without_pixels_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageResizer.Resize(Pictures.Flat(10, 10, 0), 0, 4, ResampleFilter.Bicubic));
}
