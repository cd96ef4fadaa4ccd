using LmmCl.Abstractions;
using LmmCl.Data.Images;
using LmmCl.Tests;

namespace LmmCl.Data.Tests.Images;

/// <summary>Random damage ends in pixels or in one clear error, never in anything else.</summary>
public class DamagedFileTests
{
    // Four kinds of files are damaged in two ways.
    private static readonly int rounds = FuzzedInputs.Count / 8;

    private const int RoundsOfGoldenPictures = 30;
    private const int HeaderBytes = 200;

    public static TheoryData<string> Files() => [.. Kinds.Keys];

    private static Dictionary<string, Func<byte[]>> Kinds { get; } = new()
    {
        ["noise.png"] = () => PngEncoder.Encode(Pictures.Noise(23, 17)),
        ["gradient.png"] = () => PngEncoder.Encode(Pictures.Gradient(64, 64)),
        ["noise.jpg"] = () => JpegEncoder.Encode(Pictures.Noise(23, 17)),
        ["gradient.jpg"] = () => JpegEncoder.Encode(Pictures.Gradient(64, 64), 80, ChromaSubsampling.None),
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Flipped_bytes_never_end_in_anything_but_pixels_or_an_error_that_names_the_file(string name)
    {
        var random = new Random(1);
        for (var round = 0; round < rounds; round++)
        {
            var file = Kinds[name]();
            for (var flips = random.Next(1, 6); flips > 0; flips--)
            {
                file[random.Next(file.Length)] = (byte)random.Next(256);
            }

            DecodeOrRefuse(file, name);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Flipped_chunks_with_right_checksums_end_so_too(string name)
    {
        var random = new Random(2);
        for (var round = 0; round < rounds; round++)
        {
            var file = Kinds[name]();
            file[random.Next(Math.Min(file.Length, 60))] = (byte)random.Next(256);
            PngChecksums.Repair(file);
            DecodeOrRefuse(file, name);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Cut_off_files_end_so_too(string name)
    {
        var file = Kinds[name]();
        for (var length = 0; length < file.Length; length += 1 + file.Length / rounds)
        {
            DecodeOrRefuse(file[..length], name);
        }
    }

    [Fact]
    public void Random_bytes_after_the_start_of_any_format_end_so_too()
    {
        var random = new Random(4);
        byte[][] starts =
        [
            [], [0xFF, 0xD8, 0xFF], [0x89, .. "PNG\r\n\u001a\n"u8], [.. "GIF89a"u8], [.. "BM"u8], [.. "RIFF\u0030\0\0\0WEBPVP8 "u8],
            [.. "RIFF\u0030\0\0\0WEBPVP8L\u0020\0\0\0/"u8], [.. "RIFF\u0030\0\0\0WEBPVP8X\n\0\0\0"u8],
        ];
        for (var round = 0; round < rounds; round++)
        {
            var rest = new byte[random.Next(300)];
            random.NextBytes(rest);
            DecodeOrRefuse([.. starts[round % starts.Length], .. rest], "random");
        }
    }

    [Fact]
    public void Every_golden_picture_with_random_damage_ends_so_too()
    {
        var random = new Random(3);
        var files = GoldenPictures.All().ToList();
        Assert.NotEmpty(files);
        foreach (var path in files)
        {
            var whole = File.ReadAllBytes(path);
            for (var round = 0; round < RoundsOfGoldenPictures && whole.Length > 0; round++)
            {
                var file = whole[..(round % 3 == 0 ? random.Next(whole.Length) : whole.Length)];
                for (var flips = random.Next(1, 4); flips > 0 && file.Length > 0; flips--)
                {
                    file[random.Next(round % 2 == 0 ? file.Length : Math.Min(file.Length, HeaderBytes))] = (byte)random.Next(256);
                }

                PngChecksums.Repair(file);
                DecodeOrRefuse(file, Path.GetFileName(path));
            }
        }
    }

    private static void DecodeOrRefuse(byte[] file, string name)
    {
        try
        {
            var image = ImageFile.Decode(file, name, applyExifOrientation: true);
            Assert.Equal(image.Height * image.Width * 3, image.Pixels.Length);
        }
        catch (InputException error)
        {
            Assert.StartsWith(name + ": ", error.Message, StringComparison.Ordinal);
        }
    }
}
