using System.Buffers.Binary;
using LmmCl.Abstractions;
using LmmCl.Data.Images;

namespace LmmCl.Data.Tests.Images;

public class BmpTests
{
    [Theory]
    [InlineData(16, 0, new uint[0], 0x7FE0u, new byte[] { 255, 255, 0 })]
    [InlineData(16, 0, new uint[0], 0x0401u, new byte[] { 8, 0, 8 })]
    [InlineData(16, 3, new uint[] { 0xF800, 0x07E0, 0x001F }, 0xF810u, new byte[] { 255, 0, 131 })]
    [InlineData(16, 3, new uint[] { 0xF800, 0x07E0, 0x001F }, 0x0020u, new byte[] { 0, 4, 0 })]
    [InlineData(32, 0, new uint[0], 0xFF102030u, new byte[] { 0x10, 0x20, 0x30 })]
    [InlineData(32, 3, new uint[] { 0xFF000000, 0x00FF0000, 0x0000FF00 }, 0x102030FFu, new byte[] { 0x10, 0x20, 0x30 })]
    public void A_pixel_of_16_or_32_bits_is_stretched_to_8_bits_a_colour(
        int bits, int compression, uint[] masks, uint pixel, byte[] expected)
    {
        var image = ImageFile.Decode(File(1, 1, bits, compression, masks, [.. BitConverter.GetBytes(pixel)]), "one.bmp");
        Assert.Equal(expected, image.Pixels);
    }

    [Fact]
    public void The_oldest_header_has_colours_of_three_bytes()
    {
        byte[] file =
        [
            .. "BM"u8, 0, 0, 0, 0, 0, 0, 0, 0, 32, 0, 0, 0, 12, 0, 0, 0, 2, 0, 1, 0, 1, 0, 1, 0, 1, 2, 3, 4, 5, 6, 0b0100_0000, 0, 0, 0,
        ];
        Assert.Equal(new byte[] { 3, 2, 1, 6, 5, 4 }, ImageFile.Decode(file, "old.bmp").Pixels);
    }

    [Fact]
    public void A_colour_that_the_palette_lacks_is_black()
    {
        var file = File(2, 1, 8, 0, [1, 0x00102030], [0, 9, 0, 0]);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(46), 2);
        Assert.Equal(new byte[] { 0, 0, 1, 0, 0, 0 }, ImageFile.Decode(file, "few.bmp").Pixels);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_compressed_picture_is_refused_with_the_way_out(int compression)
    {
        var error = Assert.Throws<InputException>(() => ImageFile.Decode(File(1, 1, 8, compression, [], [0, 0, 0, 0]), "packed.bmp"));
        Assert.Equal(
            $"packed.bmp: BMP pictures with compression {compression} are not supported. Convert it to PNG.", error.Message);
    }

    [Fact]
    public void A_picture_cut_off_anywhere_before_its_last_pixel_is_called_truncated()
    {
        var file = GoldenPictures.Read("palette8.bmp");
        const int padding = 3;
        for (var length = 2; length < file.Length - padding; length += 11)
        {
            var error = Assert.Throws<InputException>(() => ImageFile.Decode(file.AsMemory(0, length), "cut.bmp"));
            Assert.StartsWith("cut.bmp: the BMP picture is truncated", error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>A file with the usual header of 40 bytes; <paramref name="colors"/> are the masks or the palette.</summary>
    private static byte[] File(int width, int height, int bits, int compression, uint[] colors, byte[] pixels)
    {
        const int headers = 54;
        var file = new byte[headers + colors.Length * 4 + pixels.Length];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), headers + colors.Length * 4);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(28), (short)bits);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(30), compression);
        for (var i = 0; i < colors.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(headers + i * 4), colors[i]);
        }

        pixels.CopyTo(file, headers + colors.Length * 4);
        return file;
    }
}
