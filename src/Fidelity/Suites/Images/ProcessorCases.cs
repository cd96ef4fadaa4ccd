using System.Text.Json;
using LmmCl.Data.Images;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Images;
using LmmCl.Modeling.Images.Processors;
using LmmCl.Modeling.Images.Resizing;
using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Fidelity.Suites.Images;

/// <summary><c>processors/</c>: pictures to pixel values, each case in both axis orders.</summary>
internal static class ProcessorCases
{
    private const string Group = "images/processors";

    public static IEnumerable<GoldenCase> Read(string folder, JsonElement entry)
    {
        var name = entry.GetProperty("name").GetString()!;
        var type = entry.GetProperty("processor").GetString()!;
        var known = ImageProcessorConfig.IsQwen2VL(type) || ImageProcessorConfig.Types.Contains(type);
        return [known
            ? new GoldenCase(Group, name, "1e-6", () => Check(folder, type, entry))
            : GoldenCase.NotCovered(Group, name, $"processor '{type}' is not known")];
    }

    private static GoldenOutcome Check(string folder, string type, JsonElement entry)
    {
        var expected = entry.GetProperty("pixel_values");
        var differing = entry.GetProperty("pixel_values_horizontal_first");
        var horizontal = differing.ValueKind == JsonValueKind.Null ? expected : differing;
        var values = new PixelValueComparison(Path.Combine(folder, "tensors.safetensors"));
        var samples = Samples(folder, entry.GetProperty("images"));
        return GoldenOutcome.All(
        [
            values.Compare(expected, Batch(type, entry, samples, AxisOrder.Pillow13)),
            values.Compare(horizontal, Batch(type, entry, samples, AxisOrder.HorizontalFirst)),
            .. Sizes(entry, samples),
        ]);
    }

    private static PixelBatch Batch(string type, JsonElement entry, List<List<NamedImage>> samples, AxisOrder order)
    {
        var config = entry.GetProperty("config");
        if (ImageProcessorConfig.IsQwen2VL(type))
        {
            var patches = ImageProcessorConfig.CreateQwen2VL(config, "config", order);
            return PixelBatch.Of([.. samples.SelectMany(sample => sample).Select(item => patches.Process(item.Image))]);
        }

        var processor = ImageProcessorConfig.Create(type, config, "config", order);
        return PixelBatch.Of(
            [.. samples.SelectMany(sample => sample.Select(item => processor.Process(item.Image, untiled: sample.Count > 1)))],
            cropsAreAnAxis: type is "LlavaNextImageProcessor" or "LlavaOnevisionImageProcessor");
    }

    /// <summary>Compares the sizes that the processor returns besides the pixels, if the case has them.</summary>
    private static IEnumerable<GoldenOutcome> Sizes(JsonElement entry, List<List<NamedImage>> samples)
    {
        var pictures = samples.SelectMany(sample => sample).ToList();
        if (entry.TryGetProperty("image_sizes", out _))
        {
            yield return Listed(entry, "image_sizes", pictures.Select(item => $"[{item.Image.Height},{item.Image.Width}]"));
        }

        if (entry.TryGetProperty("batch_num_images", out _))
        {
            yield return Listed(entry, "batch_num_images", samples.Select(sample => $"{sample.Count}"));
        }

        if (entry.TryGetProperty("image_grid_thw", out _))
        {
            var patches = ImageProcessorConfig.CreateQwen2VL(entry.GetProperty("config"), "config");
            var grids = pictures.Select(item => patches.Process(item.Image)).Select(
                result => $"[1,{result.GridHeight},{result.GridWidth}]");
            yield return Listed(entry, "image_grid_thw", grids);
        }

        if (entry.TryGetProperty("best_resolution_hw", out var best))
        {
            var pinpoints = ImagesSuite.Sizes(entry.GetProperty("config").GetProperty("image_grid_pinpoints"));
            foreach (var picture in pictures.Where(item => best.TryGetProperty(item.Name, out _)))
            {
                var found = AnyResolution.Best(new(picture.Image.Height, picture.Image.Width), pinpoints);
                yield return ImagesSuite.Field(best, picture.Name, found, ImagesSuite.Size);
            }
        }
    }

    private static GoldenOutcome Listed(JsonElement entry, string name, IEnumerable<string> found) =>
        ImagesSuite.Field(entry, name, $"[{string.Join(',', found)}]", value => JsonSerializer.Serialize(value));

    /// <summary>Pictures by sample; a single name is a sample with one picture.</summary>
    private static List<List<NamedImage>> Samples(string folder, JsonElement images) =>
    [
        .. images.EnumerateArray().Select(sample => sample.ValueKind == JsonValueKind.Array
            ? sample.EnumerateArray().Select(name => Open(folder, name.GetString()!)).ToList()
            : [Open(folder, sample.GetString()!)]),
    ];

    private static NamedImage Open(string folder, string name) =>
        new(name, ImageFile.Decode(Path.Combine(folder, "inputs", $"{name}.png")));

    private sealed record NamedImage(string Name, RgbImage Image);
}
