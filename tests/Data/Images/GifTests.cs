using LmmCl.Abstractions;
using LmmCl.Data.Images;

namespace LmmCl.Data.Tests.Images;

public class GifTests
{
    private const int ScreenSize = 6, Background = 11, Descriptor = 0x2C;

    [Fact]
    public void Of_an_animation_only_the_first_picture_is_read()
    {
        var file = GoldenPictures.Read("animated.gif");
        var first = file[..(file.Length / 2)];
        Assert.Equal(ImageFile.Decode(file, "whole.gif").Pixels, ImageFile.Decode(first, "half.gif").Pixels);
    }

    [Fact]
    public void A_frame_smaller_than_the_picture_lies_on_its_first_colour()
    {
        var file = GoldenPictures.Read("still.gif");
        var frame = ImageFile.Decode(file, "still.gif");
        var palette = file.AsSpan(ScreenSize + 7, 3).ToArray();
        (file[ScreenSize], file[ScreenSize + 2], file[Background]) = (100, 90, 7);
        var descriptor = file.AsSpan().IndexOf([(byte)Descriptor, (byte)0, (byte)0, (byte)0, (byte)0, (byte)frame.Width, (byte)0]);
        (file[descriptor + 1], file[descriptor + 3]) = (3, 2);

        var image = ImageFile.Decode(file, "moved.gif");

        Assert.Equal((90, 100), (image.Height, image.Width));
        for (var y = 0; y < image.Height; y++)
        {
            for (var x = 0; x < image.Width; x++)
            {
                var isInside = y >= 2 && y < 2 + frame.Height && x >= 3 && x < 3 + frame.Width;
                var expected = isInside ? frame.Pixels.AsSpan(((y - 2) * frame.Width + x - 3) * 3, 3) : palette;
                Assert.True(expected.SequenceEqual(image.Pixels.AsSpan((y * image.Width + x) * 3, 3)), $"row {y}, column {x}");
            }
        }
    }

    [Fact]
    public void A_file_cut_off_in_its_first_frame_is_called_truncated()
    {
        var file = GoldenPictures.Read("still.gif");
        for (var length = ScreenSize; length < file.Length - 2; length += 7)
        {
            var error = Assert.Throws<InputException>(() => ImageFile.Decode(file.AsMemory(0, length), "cut.gif"));
            Assert.StartsWith("cut.gif: the GIF picture is truncated", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_without_a_frame_is_called_damaged()
    {
        byte[] file = [.. "GIF89a"u8, 4, 0, 4, 0, 0, 0, 0, 0x3B];
        var error = Assert.Throws<InputException>(() => ImageFile.Decode(file, "none.gif"));
        Assert.StartsWith("none.gif: the GIF picture is damaged: it has no frame", error.Message, StringComparison.Ordinal);
    }
}
