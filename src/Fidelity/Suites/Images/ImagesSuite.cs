using System.Text.Json;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Fidelity.Suites.Images;

/// <summary>Decoding, resizing, image processors and size computations; each part has its own folder, which may be missing.</summary>
public sealed class ImagesSuite : IGoldenSuite
{
    /// <inheritdoc/>
    public string Name => "images";

    /// <inheritdoc/>
    public IEnumerable<GoldenCase> Cases(string folder) =>
    [
        .. Entries(folder, "decode", "cases.json", DecodeCases.Read),
        .. Entries(folder, "resize", "cases.json", ResizeCases.Read),
        .. Entries(folder, "processors", "cases.json", ProcessorCases.Read),
        .. Entries(folder, "sizes", "best_resolution.json", BestResolutionCases.Read),
        .. Entries(folder, "sizes", "feature_counts.json", FeatureCountCases.Read),
        .. Entries(folder, "sizes", "smart_resize.json", SmartResizeCases.Read),
    ];

    /// <summary>A pair of height and width.</summary>
    internal static ImageSize Size(JsonElement pair) => new(pair[0].GetInt32(), pair[1].GetInt32());

    /// <summary>A list of pairs of height and width.</summary>
    internal static IReadOnlyList<ImageSize> Sizes(JsonElement pairs) => [.. pairs.EnumerateArray().Select(Size)];

    /// <summary>The pinpoints that a case of <paramref name="folder"/> names.</summary>
    internal static IReadOnlyList<ImageSize> Pinpoints(string folder, JsonElement entry)
    {
        using var lists = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "pinpoints.json")));
        return Sizes(lists.RootElement.GetProperty(entry.GetProperty("pinpoints").GetString()!));
    }

    /// <summary>The bytes of a tensor of 8-bit values.</summary>
    internal static byte[] Levels(string file, string tensor)
    {
        using var tensors = SafetensorsFile.Open(file);
        return tensors.ReadBytes(tensor);
    }

    /// <summary>Passes if a field of the case equals the value found.</summary>
    internal static GoldenOutcome Field<T>(JsonElement entry, string name, T found, Func<JsonElement, T> parse)
    {
        var expected = parse(entry.GetProperty(name));
        return GoldenOutcome.Equal(Equals(expected, found), () => $"{name}: expected {expected}, found {found}");
    }

    private static IEnumerable<GoldenCase> Entries(
        string folder, string part, string file, Func<string, JsonElement, IEnumerable<GoldenCase>> read)
    {
        var (partFolder, path) = (Path.Combine(folder, part), Path.Combine(folder, part, file));
        return File.Exists(path)
            ? JsonDocument.Parse(File.ReadAllBytes(path)).RootElement.EnumerateArray().SelectMany(entry => read(partFolder, entry))
            : [];
    }
}
