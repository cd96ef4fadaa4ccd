using LmmCl.Abstractions;
using LmmCl.Data.Images;

namespace LmmCl.Data.Tests.Images;

public class PngTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 200)]
    [InlineData(200, 3)]
    public void What_is_encoded_is_decoded_to_the_same_pixels(int height, int width)
    {
        var image = Pictures.Noise(height, width);
        var decoded = ImageFile.Decode(PngEncoder.Encode(image), "noise.png");
        Assert.Equal((height, width), (decoded.Height, decoded.Width));
        Assert.Equal(image.Pixels, decoded.Pixels);
    }

    [Fact]
    public void The_same_pixels_give_the_same_bytes() =>
        Assert.Equal(PngEncoder.Encode(Pictures.Noise(20, 30)), PngEncoder.Encode(Pictures.Noise(20, 30)));

    [Fact]
    public void A_picture_cut_off_anywhere_before_the_end_of_its_pixels_is_refused_with_its_name()
    {
        var file = PngEncoder.Encode(Pictures.Noise(9, 9));
        const int endChunkAndChecksum = 16;
        for (var length = 0; length < file.Length - endChunkAndChecksum; length++)
        {
            var error = Assert.Throws<InputException>(() => ImageFile.Decode(file.AsMemory(0, length), "cut.png"));
            Assert.StartsWith("cut.png: ", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_truncated_picture_says_so()
    {
        var file = PngEncoder.Encode(Pictures.Noise(50, 50));
        var error = Assert.Throws<InputException>(() => ImageFile.Decode(file.AsMemory(0, file.Length / 2), "cut.png"));
        Assert.Contains("truncated", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_checksum_is_refused()
    {
        var file = PngEncoder.Encode(Pictures.Noise(5, 5));
        file[29] ^= 1;
        var error = Assert.Throws<InputException>(() => ImageFile.Decode(file, "flipped.png"));
        Assert.Contains("checksum of its chunk 'IHDR'", error.Message, StringComparison.Ordinal);
    }
}
