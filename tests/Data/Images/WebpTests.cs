using System.Buffers.Binary;
using LmmCl.Abstractions;
using LmmCl.Data.Images;
using LmmCl.Data.Images.Exif;
using LmmCl.Modeling.Images.Sizes;

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

    [Fact]
    public void A_picture_is_turned_as_its_exif_data_say()
    {
        var plain = GoldenPictures.Read("lossless-rgb.webp");
        var upright = ImageFile.Decode(plain, "plain.webp");
        byte[] orientation = [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0];
        var file = WithExif(plain, upright.Height, upright.Width, orientation);

        var turned = ImageFile.Decode(file, "turned.webp", applyExifOrientation: true);

        Assert.Equal(ExifOrientation.Apply(upright, 6).Pixels, turned.Pixels);
        Assert.Equal(upright.Pixels, ImageFile.Decode(file, "stored.webp").Pixels);
        using var folder = new DataFolder();
        var path = folder.PathOf("turned.webp");
        File.WriteAllBytes(path, file);
        Assert.Equal(new ImageSize(upright.Width, upright.Height), ImageFile.ReadSize(path, applyExifOrientation: true));
        Assert.Equal(new ImageSize(upright.Height, upright.Width), ImageFile.ReadSize(path));
    }

    /// <summary>The extended form of a file: a header that announces EXIF data, the pixels, the data.</summary>
    private static byte[] WithExif(byte[] plain, int height, int width, byte[] exif)
    {
        byte[] header = [8, 0, 0, 0, .. Int24(width - 1), .. Int24(height - 1)];
        byte[] body = [.. "WEBP"u8, .. Chunk("VP8X"u8, header), .. plain[12..], .. Chunk("EXIF"u8, exif)];
        return Chunk("RIFF"u8, body);
    }

    private static byte[] Chunk(ReadOnlySpan<byte> kind, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
        return [.. kind, .. length, .. data, .. new byte[data.Length % 2]];
    }

    private static byte[] Int24(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16)];
}
