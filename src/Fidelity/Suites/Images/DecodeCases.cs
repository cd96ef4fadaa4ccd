using System.Security.Cryptography;
using System.Text.Json;
using LmmCl.Data.Images;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Images;
using LmmCl.Modeling.Images.Resizing;

namespace LmmCl.Fidelity.Suites.Images;

/// <summary><c>decode/</c>: picture files to pixels, without and with EXIF orientation, and files that must be refused.</summary>
internal static class DecodeCases
{
    private static readonly HashSet<string> formats = ["png", "jpeg", "gif", "webp", "bmp"];

    public static IEnumerable<GoldenCase> Read(string folder, JsonElement entry)
    {
        var name = entry.GetProperty("name").GetString()!;
        var file = Path.Combine(folder, entry.GetProperty("file").GetString()!);
        var extension = Path.GetExtension(file).TrimStart('.').Replace("jpg", "jpeg", StringComparison.Ordinal);
        var format = entry.TryGetProperty("format", out var named) ? named.GetString()!.ToLowerInvariant() : extension;
        var group = $"images/decode-{format}";
        return formats.Contains(format)
            ? [new(group, name, Tolerance(format), () => entry.TryGetProperty("error", out _)
                ? Refusal.Expected(() => Shape(ImageFile.Decode(file)))
                : Check(folder, file, entry))]
            : [GoldenCase.NotCovered(group, name, $"{format} pictures are not decoded")];
    }

    private static string Tolerance(string format) => format switch
    {
        "jpeg" => "largest 3 or 4, mean 0.5",
        "webp" => "0; lossy: largest 4, mean 0.5",
        _ => "0",
    };

    private static GoldenOutcome Check(string folder, string file, JsonElement entry)
    {
        var tolerance = entry.GetProperty("tolerance");
        var (plain, transposed) = (entry.GetProperty("rgb"), entry.GetProperty("exif_transposed"));
        var upright = transposed.ValueKind == JsonValueKind.Null ? plain : transposed;
        return GoldenOutcome.All(
        [
            Compare(folder, plain, tolerance, ImageFile.Decode(file)),
            Compare(folder, upright, tolerance, ImageFile.Decode(file, applyExifOrientation: true)),
        ]);
    }

    private static GoldenOutcome Compare(string folder, JsonElement expected, JsonElement tolerance, RgbImage image)
    {
        var size = ImagesSuite.Size(expected.GetProperty("size_hw"));
        if (size.Height != image.Height || size.Width != image.Width)
        {
            return new(Verdict.Failed, double.NaN, $"size: expected {size}, found {Shape(image)}");
        }

        if (Convert.ToHexStringLower(SHA256.HashData(image.Pixels)) == expected.GetProperty("rgb_sha256").GetString())
        {
            return GoldenOutcome.Exact;
        }

        var (largest, mean) = (tolerance.GetProperty("max_abs").GetDouble(), tolerance.GetProperty("mean_abs").GetDouble());
        var known = Difference(folder, expected, image).Within(largest, mean);
        return largest == 0
            ? new(Verdict.Failed, known.Difference, known.Message ?? "the SHA-256 of the pixels differs")
            : GoldenOutcome.All([known, Means(expected.GetProperty("channel_mean"), image, mean)]);
    }

    /// <summary>Compares the whole picture if the case has it, else its crop.</summary>
    private static LevelDifference Difference(string folder, JsonElement expected, RgbImage image)
    {
        var pixels = Path.Combine(folder, "pixels.safetensors");
        if (expected.TryGetProperty("tensor", out var whole))
        {
            return LevelDifference.Of(ImagesSuite.Levels(pixels, whole.GetString()!), image.Pixels);
        }

        const int side = 24;
        var corner = ImagesSuite.Size(expected.GetProperty("crop_top_left_yx"));
        var crop = ImageResizer.Resize(
            image, side, side, ResampleFilter.Nearest, box: new(corner.Width, corner.Height, corner.Width + side, corner.Height + side));
        return LevelDifference.Of(ImagesSuite.Levels(pixels, expected.GetProperty("crop_tensor").GetString()!), crop.Pixels);
    }

    /// <summary>Compares means of the whole picture, in place of the pixels outside the crop.</summary>
    private static GoldenOutcome Means(JsonElement expected, RgbImage image, double tolerance) =>
        GoldenOutcome.All(Enumerable.Range(0, 3).Select(channel =>
        {
            var mean = image.Pixels.Where((_, index) => index % 3 == channel).Average(level => (double)level);
            return GoldenOutcome.Within(Math.Abs(mean - expected[channel].GetDouble()), tolerance, $"mean of channel {channel}");
        }));

    private static string Shape(RgbImage image) => $"{image.Height} x {image.Width}";
}
