using LmmCl.Abstractions;
using LmmCl.Data.Images;
using LmmCl.Modeling.Images.Sizes;

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
    public void Text_is_not_a_picture() => Refused("not found"u8.ToArray(), "not a picture");

    [Fact]
    public void A_format_that_is_not_read_is_refused_with_those_that_are() =>
        Refused("II*\0 TIFF"u8.ToArray(), "this is a picture in TIFF, which is not read. Save it as PNG or JPEG.");

    [Fact]
    public void The_content_tells_the_format_and_not_the_name()
    {
        var image = Pictures.Noise(3, 4);
        Assert.Equal(image.Pixels, ImageFile.Decode(PngEncoder.Encode(image), "misnamed.jpg").Pixels);
    }

    [Theory]
    [InlineData("rgb8-key.png", 16, 8)]
    [InlineData("baseline-420-q5.jpg", -1, 4)]
    [InlineData("still.gif", 6, 4)]
    [InlineData("lossy-alpha.webp", 24, 6)]
    [InlineData("rgb24.bmp", 18, 8)]
    public void A_header_that_asks_for_all_memory_is_refused(string name, int size, int length)
    {
        var file = GoldenPictures.Read(name);
        var start = size < 0 ? file.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]) + 5 : size;
        file.AsSpan(start, length).Fill(0x7F);
        PngChecksums.Repair(file);
        Refused(file, "the picture is too large");
    }

    [Fact]
    public void A_size_that_a_small_file_cannot_hold_asks_for_no_memory()
    {
        var file = PngEncoder.Encode(Pictures.Noise(1, 1));
        file.AsSpan(16, 8).Clear();
        (file[18], file[22]) = (0x30, 0x30);
        PngChecksums.Repair(file);
        Refused(file, "truncated");
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>")]
    [InlineData("P3 1 1 255 1 2 3")]
    public void What_else_the_library_could_open_is_blocked(string content)
    {
        Assert.Equal(3, ImageFile.Decode(GoldenPictures.Read("rgb-1x1.png"), "first.png").Pixels.Length);
        Assert.Throws<NetVips.VipsException>(() => NetVips.Image.NewFromBuffer(System.Text.Encoding.ASCII.GetBytes(content)));
    }

    [Fact]
    public void Several_threads_decode_to_the_same_pixels_as_one()
    {
        var files = GoldenPictures.All().Where(path => !Path.GetFileName(path).StartsWith("error", StringComparison.Ordinal)).ToList();
        var alone = files.ConvertAll(path => ImageFile.Decode(path).Pixels);
        Parallel.For(0, 4 * files.Count, new() { MaxDegreeOfParallelism = 4 }, i =>
            Assert.Equal(alone[i % files.Count], ImageFile.Decode(files[i % files.Count]).Pixels));
    }

    [Fact]
    public void The_size_of_every_golden_picture_is_read_from_its_header_as_decoding_gives_it()
    {
        foreach (var path in GoldenPictures.All())
        {
            var (byHeader, byDecoding) = (SizeOrProblem(() => ImageFile.ReadSize(path)), SizeOrProblem(() => Decoded(path)));

            // A picture whose pixels are damaged has a size all the same.
            var isAlike = byHeader.Equals(byDecoding) || (byDecoding is string && byHeader is ImageSize);
            Assert.True(isAlike, $"{path}: {byHeader}, {byDecoding}");
        }
    }

    [Theory]
    [InlineData("bird.png", 0)]
    [InlineData("bird.jpg", 0)]
    [InlineData("bird.jpg", 200_000)]
    public void A_size_is_read_without_the_pixels_however_long_the_header_is(string name, int metadata)
    {
        using var folder = new DataFolder();
        var image = Pictures.Noise(31, 47);
        var file = name.EndsWith("png", StringComparison.Ordinal)
            ? PngEncoder.Encode(image)
            : WithMetadata(JpegEncoder.Encode(image), metadata);
        File.WriteAllBytes(folder.PathOf(name), file);

        Assert.Equal(new ImageSize(31, 47), ImageFile.ReadSize(folder.PathOf(name)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>not found</html>")]
    [InlineData("GIF89a")]
    [InlineData("BM")]
    public void A_file_that_is_no_picture_has_no_size_and_the_same_problem(string content)
    {
        using var folder = new DataFolder();
        var path = folder.PathOf("some.png");
        File.WriteAllText(path, content);

        Assert.Equal(SizeOrProblem(() => Decoded(path)), SizeOrProblem(() => ImageFile.ReadSize(path)));
        Assert.Equal("nowhere.png: the picture does not exist.", SizeOrProblem(() => ImageFile.ReadSize("nowhere.png")));
    }

    private static ImageSize Decoded(string path)
    {
        var image = ImageFile.Decode(path);
        return new(image.Height, image.Width);
    }

    private static object SizeOrProblem(Func<ImageSize> read)
    {
        try
        {
            return read();
        }
        catch (InputException refusal)
        {
            return refusal.Message;
        }
    }

    /// <summary>Puts comment segments of so many bytes before all others.</summary>
    private static byte[] WithMetadata(byte[] jpeg, int bytes)
    {
        const int Longest = 60_000;
        byte[] segment = [0xFF, 0xFE, (Longest + 2) >> 8, (Longest + 2) & 0xFF, .. new byte[Longest]];
        var segments = Enumerable.Repeat(segment, bytes / Longest);
        return [.. jpeg[..2], .. segments.SelectMany(segment => segment), .. jpeg[2..]];
    }

    private static void Refused(byte[] file, string problem)
    {
        var error = Assert.Throws<InputException>(() => ImageFile.Decode(file, "some.png"));
        Assert.StartsWith("some.png: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }
}
