using LmmCl.Abstractions;
using LmmCl.Data.Images;

namespace LmmCl.Data.Tests.Images;

public class JpegTests
{
    [Theory]
    [InlineData(ChromaSubsampling.None)]
    [InlineData(ChromaSubsampling.HalfColumns)]
    [InlineData(ChromaSubsampling.Half)]
    public void A_smooth_picture_survives_encoding_nearly_unchanged(ChromaSubsampling subsampling)
    {
        var image = Pictures.Gradient(40, 60);
        var decoded = ImageFile.Decode(JpegEncoder.Encode(image, 95, subsampling), "gradient.jpg");
        Assert.Equal((image.Height, image.Width), (decoded.Height, decoded.Width));
        Assert.True(image.Pixels.Zip(decoded.Pixels).Max(pair => Math.Abs(pair.First - pair.Second)) <= 8);
    }

    [Fact]
    public void A_file_that_lacks_only_its_end_marker_is_read()
    {
        var file = JpegEncoder.Encode(Pictures.Noise(32, 32));
        Assert.Equal(ImageFile.Decode(file, "whole.jpg").Pixels, ImageFile.Decode(file.AsMemory(0, file.Length - 2), "no-end.jpg").Pixels);
    }

    [Theory]
    [InlineData(0.95)]
    [InlineData(0.5)]
    [InlineData(0.1)]
    public void A_truncated_picture_is_refused_with_its_name(double kept)
    {
        var file = JpegEncoder.Encode(Pictures.Noise(64, 64));
        var error = Assert.Throws<InputException>(() => ImageFile.Decode(file.AsMemory(0, (int)(file.Length * kept)), "cut.jpg"));
        Assert.StartsWith("cut.jpg: the JPEG picture is truncated", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void A_quality_out_of_range_is_refused(int quality) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => JpegEncoder.Encode(Pictures.Noise(2, 2), quality));
}
