using LmmCl.Data.Images.Exif;
using LmmCl.Modeling.Images;

namespace LmmCl.Data.Tests.Images;

public class ExifOrientationTests
{
    private static readonly RgbImage twoByThree = Numbered(2, 3);

    [Theory]
    [InlineData(1, "012/345")]
    [InlineData(2, "210/543")]
    [InlineData(3, "543/210")]
    [InlineData(4, "345/012")]
    [InlineData(5, "03/14/25")]
    [InlineData(6, "30/41/52")]
    [InlineData(7, "52/41/30")]
    [InlineData(8, "25/14/03")]
    [InlineData(9, "012/345")]
    public void Each_orientation_turns_the_picture_its_own_way(int orientation, string expected) =>
        Assert.Equal(expected, Text(ExifOrientation.Apply(twoByThree, orientation)));

    [Fact]
    public void Either_byte_order_is_read()
    {
        byte[] little = [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0];
        byte[] big = [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0];
        Assert.Equal(6, ExifOrientation.Read(little));
        Assert.Equal(6, ExifOrientation.Read([.. "Exif\0\0"u8, .. big]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(13)]
    [InlineData(21)]
    public void Data_that_are_cut_off_leave_the_picture_upright(int length)
    {
        byte[] whole = [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0];
        Assert.Equal(ExifOrientation.Upright, ExifOrientation.Read(whole.AsSpan(0, length)));
    }

    private static RgbImage Numbered(int height, int width) =>
        new(height, width, [.. Enumerable.Range(0, height * width).SelectMany(number => Enumerable.Repeat((byte)number, 3))]);

    private static string Text(RgbImage image) => string.Join('/', Enumerable.Range(0, image.Height)
        .Select(y => string.Concat(Enumerable.Range(0, image.Width).Select(x => image.Pixels[(y * image.Width + x) * 3]))));
}
