using LmmCl.Abstractions;
using LmmCl.Data.Images;

namespace LmmCl.Data.Tests.Images;

public class ImageFileTests
{
    [Fact]
    public void A_missing_file_is_named()
    {
        var error = Assert.Throws<InputException>(() => ImageFile.Decode("nowhere/bird.png"));
        Assert.Equal("nowhere/bird.png: the picture does not exist.", error.Message);
    }

    [Fact]
    public void An_empty_file_is_called_empty() => Refused([], "the file is empty");

    [Fact]
    public void Text_is_not_a_picture() => Refused("<html>not found</html>"u8.ToArray(), "not a picture");

    [Fact]
    public void A_format_that_is_not_read_is_named() => Refused("GIF89a"u8.ToArray(), "GIF pictures are not supported yet. Convert it to PNG or JPEG.");

    [Fact]
    public void The_content_tells_the_format_and_not_the_name()
    {
        var image = Pictures.Noise(3, 4);
        Assert.Equal(image.Pixels, ImageFile.Decode(PngEncoder.Encode(image), "misnamed.jpg").Pixels);
    }

    [Fact]
    public void A_header_that_asks_for_all_memory_is_refused()
    {
        var file = PngEncoder.Encode(Pictures.Noise(1, 1));
        file.AsSpan(16, 8).Fill(0x7F);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), LmmCl.Data.Images.Png.Crc32.Of(file.AsSpan(12, 17)));
        Refused(file, "the picture is too large");
    }

    private static void Refused(byte[] file, string problem)
    {
        var error = Assert.Throws<InputException>(() => ImageFile.Decode(file, "some.png"));
        Assert.StartsWith("some.png: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }
}
