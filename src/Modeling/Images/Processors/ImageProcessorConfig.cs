using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Modeling.Files;
using LmmCl.Modeling.Images.Resizing;
using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.Images.Steps;

namespace LmmCl.Modeling.Images.Processors;

/// <summary>Makes image processors from a checkpoint's <c>preprocessor_config.json</c>.</summary>
public static class ImageProcessorConfig
{
    private const string FastSuffix = "Fast";
    private const string Qwen2VL = "Qwen2VLImageProcessor";
    private const int ClipSide = 224;
    private const int LlavaNextSide = 336;
    private const int OnevisionSide = 384;
    private const int OnevisionTilesPerSide = 6;

    private static readonly Dictionary<string, Func<PreprocessorJson, AxisOrder, IImageProcessor>> kinds = new()
    {
        ["SiglipImageProcessor"] = Siglip,
        ["CLIPImageProcessor"] = (json, order) => new ClipImageProcessor(Clip(json, order, ClipSide)),
        ["LlavaImageProcessor"] = (json, order) => new LlavaImageProcessor(Clip(json, order, ClipSide), json.Flag("do_pad", false)),
        ["LlavaNextImageProcessor"] = LlavaNext,
        ["LlavaOnevisionImageProcessor"] = LlavaOnevision,
        [Qwen2VL] = Qwen2,
        ["Qwen2_5_VLImageProcessor"] = Qwen2,
    };

    /// <summary>Class names supported by <see cref="Create"/>.</summary>
    public static IReadOnlyCollection<string> Types => kinds.Keys;

    /// <summary>Reads a checkpoint's file; its <c>image_processor_type</c> selects the class.</summary>
    /// <exception cref="InputException">The file is missing, is not JSON, or names an unsupported class.</exception>
    public static IImageProcessor FromFile(string path, AxisOrder order = AxisOrder.HorizontalFirst)
    {
        try
        {
            using var json = JsonDocument.Parse(TextFile.ReadBytes(path));
            // transformers 5 nests them in the file of the whole processor.
            var nested = json.RootElement.TryGetProperty("image_processor", out var inner) && inner.ValueKind == JsonValueKind.Object;
            var (settings, place) = nested ? (inner, $"{path}: image_processor") : (json.RootElement, path);
            return settings.TryGetProperty("image_processor_type", out var type) && type.ValueKind == JsonValueKind.String
                ? Create(type.GetString()!, settings, place, order)
                : throw new InputException(place, "'image_processor_type' is missing.", NearMatches.Suggest("", kinds.Keys));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InputException(path, $"it is not the JSON of an image processor ({error.Message}).", inner: error);
        }
        catch (IOException error)
        {
            throw new InputException(path, $"the file cannot be read ({error.Message}).", inner: error);
        }
    }

    /// <summary>Reads the file of a checkpoint folder.</summary>
    /// <param name="file">The file; null if there is none.</param>
    /// <param name="folder">The folder, for messages.</param>
    /// <exception cref="InputException">As for <see cref="FromFile"/>.</exception>
    public static IImageProcessor OfCheckpoint(string? file, string folder) => FromFile(
        file ?? throw new InputException(folder, "there is no preprocessor_config.json.", "Copy it from the model's page."));

    /// <summary>Reads the file of a checkpoint folder and checks that its crops match those that the model counts.</summary>
    /// <param name="file">The file; null if there is none.</param>
    /// <param name="folder">The folder, for messages.</param>
    /// <param name="tiling">Tiling of an image according to the model's <c>config.json</c>.</param>
    /// <exception cref="InputException">As for <see cref="FromFile"/>, or the two files make different crops.</exception>
    public static IImageProcessor OfCheckpoint(string? file, string folder, AnyResolutionTokens tiling)
    {
        const string fix = "Use the preprocessor_config.json and the config.json that belong together.";
        var processor = OfCheckpoint(file, folder);
        var crop = processor.Process(new RgbImage(1, 1, new byte[3]), untiled: true);
        var side = tiling.TileSize;
        if (crop.Height != side || crop.Width != side)
        {
            throw new InputException(
                $"{file}: size",
                $"it makes crops of {crop.Height} x {crop.Width} pixels, the vision tower of config.json reads {side} x {side}.",
                fix);
        }

        foreach (var (rows, columns) in (ReadOnlySpan<(int, int)>)[(1, 1), (1, 2), (2, 1), (2, 2), (1, 4), (4, 1), (6, 5)])
        {
            var size = new ImageSize(rows * side, columns * side);
            var (made, counted) = (processor.Extent(size, untiled: false).Crops, tiling.Layout(size).Crops);
            if (made != counted)
            {
                throw new InputException(
                    $"{file}: image_grid_pinpoints",
                    $"a picture of {size.Height} x {size.Width} pixels becomes {made} crops by it, and {counted} by those of config.json.",
                    fix);
            }
        }

        return processor;
    }

    /// <summary>Creates LLaVA-OneVision's processor for a checkpoint of the original code, which has no file for it.</summary>
    public static IImageProcessor Onevision(AnyResolutionTokens tiling) => new LlavaOnevisionImageProcessor(
        new ResizeStep(ResizeTarget.Exactly(tiling.TileSize, tiling.TileSize)),
        new PixelNormalization(PreprocessorJson.Half.Mean, PreprocessorJson.Half.Std, PreprocessorJson.InverseOf255),
        tiling.Pinpoints);

    /// <summary>Creates LLaVA-NeXT's processor for a checkpoint of the original code, which has no file for it.</summary>
    public static IImageProcessor Next(AnyResolutionTokens tiling)
    {
        var side = tiling.TileSize;
        var steps = new CropPipeline(
            new ResizeStep(ResizeTarget.ShortestEdge(side)),
            new PixelNormalization(PreprocessorJson.Clip.Mean, PreprocessorJson.Clip.Std, PreprocessorJson.InverseOf255),
            new ImageSize(side, side));
        return new LlavaNextImageProcessor(steps, tiling.Pinpoints, side);
    }

    /// <summary>Creates the processor of a transformers class with the settings in <paramref name="config"/>.</summary>
    /// <param name="type">Name of the class; the suffix of its "fast" variant is ignored.</param>
    /// <param name="config">Root object of the file.</param>
    /// <param name="place">The file, for error messages.</param>
    /// <param name="order">Axis that is resized first.</param>
    /// <exception cref="InputException">The class is unsupported, or a field is invalid.</exception>
    public static IImageProcessor Create(string type, JsonElement config, string place, AxisOrder order = AxisOrder.HorizontalFirst) =>
        kinds.TryGetValue(Slow(type), out var create)
            ? create(new PreprocessorJson(place, config), order)
            : throw new InputException($"{place}: image_processor_type", $"'{type}' is not known.", NearMatches.Suggest(type, kinds.Keys));

    /// <summary>Creates the processor of Qwen2-VL and Qwen2.5-VL, which produces patches instead of crops.</summary>
    /// <exception cref="InputException">A field is invalid.</exception>
    public static Qwen2VLImageProcessor CreateQwen2VL(
        JsonElement config, string place, AxisOrder order = AxisOrder.HorizontalFirst) => Qwen2(new PreprocessorJson(place, config), order);

    /// <summary>Returns true if <see cref="CreateQwen2VL"/> handles <paramref name="type"/>.</summary>
    public static bool IsQwen2VL(string type) => Slow(type) == Qwen2VL;

    private static Qwen2VLImageProcessor Qwen2(PreprocessorJson json, AxisOrder order)
    {
        var defaults = new PatchLayout();
        var layout = new PatchLayout(
            (int)json.Whole("patch_size", defaults.PatchSize),
            (int)json.Whole("temporal_patch_size", defaults.TemporalPatchSize),
            (int)json.Whole("merge_size", defaults.MergeSize));
        var (smallest, largest) = json.PixelLimits((56 * 56, 28 * 28 * 1280));
        return new(
            layout,
            smallest,
            largest,
            json.Normalization(PreprocessorJson.Clip),
            json.Filter(),
            order,
            json.Flag("do_resize", true));
    }

    private static string Slow(string type) => type.EndsWith(FastSuffix, StringComparison.Ordinal) ? type[..^FastSuffix.Length] : type;

    private static SiglipImageProcessor Siglip(PreprocessorJson json, AxisOrder order) =>
        new(json.Resize(ResizeTarget.Exactly(ClipSide, ClipSide), order), json.Normalization(PreprocessorJson.Half));

    private static CropPipeline Clip(PreprocessorJson json, AxisOrder order, int side) => new(
        json.Resize(ResizeTarget.ShortestEdge(side), order),
        json.Normalization(PreprocessorJson.Clip),
        json.Flag("do_center_crop", true) ? json.CropSize(new(side, side)) : null);

    private static LlavaNextImageProcessor LlavaNext(PreprocessorJson json, AxisOrder order)
    {
        const int side = LlavaNextSide;
        IReadOnlyList<ImageSize> pinpoints =
            [new(side, 2 * side), new(2 * side, side), new(2 * side, 2 * side), new(3 * side, side), new(side, 3 * side)];
        return new(Clip(json, order, ClipSide), json.Pinpoints(pinpoints), json.CropSize(new(ClipSide, ClipSide)).Height);
    }

    private static LlavaOnevisionImageProcessor LlavaOnevision(PreprocessorJson json, AxisOrder order)
    {
        var tiles = Enumerable.Range(1, OnevisionTilesPerSide).Select(tile => tile * OnevisionSide).ToList();
        return new(
            json.Resize(ResizeTarget.Exactly(OnevisionSide, OnevisionSide), order),
            json.Normalization(PreprocessorJson.Clip),
            json.Pinpoints([.. tiles.SelectMany(height => tiles.Select(width => new ImageSize(height, width)))]));
    }
}
