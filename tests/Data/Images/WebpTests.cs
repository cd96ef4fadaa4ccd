using LmmCl.Abstractions;
using LmmCl.Data.Images;

namespace LmmCl.Data.Tests.Images;

public class WebpTests
{
    [Theory]
    [InlineData("lossy.webp")]
    [InlineData("lossless-rgb.webp")]
    [InlineData("lossy-alpha.webp")]
    [InlineData("animated.webp")]
    public void A_file_cut_off_anywhere_is_called_truncated(string name)
    {
        var file = GoldenPictures.Read(name);
        for (var length = 12; length < file.Length; length += 1 + file.Length / 50)
        {
            var error = Assert.Throws<InputException>(() => ImageFile.Decode(file.AsMemory(0, length), "cut.webp"));
            Assert.StartsWith("cut.webp: the WebP picture is truncated", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_unknown_first_chunk_is_called_damaged()
    {
        var file = GoldenPictures.Read("lossy.webp");
        "ABCD"u8.CopyTo(file.AsSpan(12));
        var error = Assert.Throws<InputException>(() => ImageFile.Decode(file, "odd.webp"));
        Assert.StartsWith("odd.webp: the WebP picture is damaged", error.Message, StringComparison.Ordinal);
    }
}
