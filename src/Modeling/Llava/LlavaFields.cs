using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Modeling.Configuration;
using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Modeling.Llava;

/// <summary>Fields of a <c>config.json</c> that the LLaVA families share.</summary>
internal static class LlavaFields
{
    private const string PinpointsName = "image_grid_pinpoints";
    private const string LimitPrefix = "anyres_max_";

    /// <summary>True if the head is tied to the token embedding, as stated at either level of the file.</summary>
    public static bool TiedHead(JsonFields config, JsonFields text) =>
        config.Bool("tie_word_embeddings", false) || text.Bool("tie_word_embeddings", false);

    /// <summary>Returns a required nested object.</summary>
    public static JsonFields Needed(JsonFields config, string name, string what) => config.Object(name)
        ?? throw new InputException(config.Place(name), $"the {what}'s settings are missing.");

    /// <summary>Reads the canvas sizes to which an image may be tiled.</summary>
    /// <param name="config">The root of the file.</param>
    /// <param name="crop">Side of a crop, which is the minimum for a canvas side.</param>
    /// <param name="otherwise">Sizes if the file names none.</param>
    /// <param name="widthFirst">True for pairs of width and height, as the original code reads them.</param>
    public static IReadOnlyList<ImageSize> Pinpoints(
        JsonFields config, int crop, IReadOnlyList<ImageSize> otherwise, bool widthFirst = false)
    {
        if (config.Find(PinpointsName) is not { } list)
        {
            return otherwise;
        }

        var pinpoints = new List<ImageSize>();
        foreach (var pair in list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default)
        {
            var sides = pair.ValueKind == JsonValueKind.Array ? pair.EnumerateArray().ToArray() : [];
            if (sides.Length != 2
                || !sides.All(side => side.ValueKind == JsonValueKind.Number && side.TryGetInt32(out var pixels) && pixels >= crop))
            {
                throw new InputException(
                    config.Place(PinpointsName),
                    $"{pair.GetRawText()} is not a pair [height, width] of at least {crop} pixels each.");
            }

            var (first, second) = (sides[0].GetInt32(), sides[1].GetInt32());
            pinpoints.Add(widthFirst ? new ImageSize(second, first) : new ImageSize(first, second));
        }

        return pinpoints.Count > 0 ? pinpoints
            : throw new InputException(config.Place(PinpointsName), "it must be a list of pairs [height, width].");
    }

    /// <summary>Reads N of <c>anyres_max_N</c>.</summary>
    public static int MaxCrops(JsonFields config, string name)
    {
        var value = config.Text(name) ?? "anyres_max_9";
        return value.StartsWith(LimitPrefix, StringComparison.Ordinal)
            && int.TryParse(value.AsSpan(LimitPrefix.Length), out var crops) && crops >= 1
                ? crops
                : throw new InputException(
                    config.Place(name), $"'{value}' is not supported.", "Write 'anyres_max_N', such as 'anyres_max_9'.");
    }

    /// <summary>Reads the hidden states of the tower that the projector reads.</summary>
    public static IReadOnlyList<int> FeatureLayers(JsonFields config, string name, int layers, int otherwise)
    {
        var chosen = config.Ints(name) ?? [otherwise];
        return chosen.Count > 0 && chosen.All(index => index >= -layers - 1 && index <= layers)
            ? chosen
            : throw new InputException(config.Place(name), $"the tower has hidden states 0 to {layers} (or -1 to {-layers - 1}).");
    }
}
