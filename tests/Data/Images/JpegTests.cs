using System.Security.Cryptography;
using LmmCl.Abstractions;
using LmmCl.Data.Images;
using LmmCl.Data.Images.Vips;

namespace LmmCl.Data.Tests.Images;

public class JpegTests
{
    [Theory]
    [InlineData(ChromaSubsampling.None)]
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

    [Theory]
    [InlineData(95, ChromaSubsampling.None, "5CFB5FC292C7FDC528270BBAE7944E7CD76F40D7EADC5EE7F258E290AD595FA2")]
    [InlineData(80, ChromaSubsampling.Half, "6CD43804B6F38F1B4D95754FA6B72F01AB5EA2259A455646BDC591CDE24C98CC")]
    public void A_picture_is_the_same_file_as_from_turbo_jpeg(int quality, ChromaSubsampling subsampling, string hash) =>
        Assert.Equal(hash, Convert.ToHexString(SHA256.HashData(JpegEncoder.Encode(Pictures.Gradient(40, 60), quality, subsampling))));

    [Fact]
    public void Only_a_cut_that_takes_pixels_is_a_truncation()
    {
        var file = GoldenPictures.Read("baseline-420-q75.jpg");
        var whole = ImageFile.Decode(file, "whole.jpg").Pixels;
        const int endMarker = 2;
        for (var cut = 1; cut < 40; cut++)
        {
            var rest = file.AsMemory(0, file.Length - cut);
            if (cut <= endMarker)
            {
                Assert.Equal(whole, ImageFile.Decode(rest, "cut.jpg").Pixels);
            }
            else
            {
                Assert.Throws<InputException>(() => ImageFile.Decode(rest, "cut.jpg"));
            }
        }
    }

    [Fact]
    public void Warnings_of_the_library_come_to_us_and_not_to_the_console()
    {
        var file = GoldenPictures.Read("baseline-420-q75.jpg");
        var pixels = file.AsSpan().IndexOf([(byte)0xFF, (byte)0xDA]) + 14;
        file.AsSpan(pixels + 40, 100).Fill(0x55);
        Assert.InRange(LibVips.WarningsOf(() => Assert.Equal(34, ImageFile.Decode(file, "damaged.jpg").Height)), 1, int.MaxValue);
    }

    [Fact]
    public void A_picture_of_ever_more_scans_is_refused()
    {
        var file = GoldenPictures.Read("progressive-420.jpg");
        var lastScan = file.AsSpan().LastIndexOf([(byte)0xFF, (byte)0xDA]);
        byte[] longer = [.. file[..lastScan], .. Enumerable.Repeat(file[lastScan..^2], 600).SelectMany(scan => scan), .. file[^2..]];
        var error = Assert.Throws<InputException>(() => ImageFile.Decode(longer, "long.jpg"));
        Assert.Contains("scans", error.Message, StringComparison.Ordinal);
    }
}
