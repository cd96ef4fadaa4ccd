using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Modeling.Configuration;
using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.Layers;
using LmmCl.Modeling.Siglip;

namespace LmmCl.Modeling.LlavaOnevision;

/// <summary>Contents of a LLaVA-OneVision <c>config.json</c>, from any release of the library.</summary>
public sealed record LlavaOnevisionConfig
{
    /// <summary>The model_type in <c>config.json</c>.</summary>
    public const string ModelType = "llava_onevision";

    /// <summary>Configuration of the language model.</summary>
    public required DecoderConfig Text { get; init; }

    /// <summary>Configuration of the vision tower.</summary>
    public required SiglipConfig Vision { get; init; }

    /// <summary>Id of the token that stands for one image feature.</summary>
    public required int ImageTokenId { get; init; }

    /// <summary>Canvas sizes to which an image may be tiled.</summary>
    public required IReadOnlyList<ImageSize> Pinpoints { get; init; }

    /// <summary>N of <c>anyres_max_N</c>: beyond about N crops of tokens the grid is shrunk.</summary>
    public int MaxCrops { get; init; } = 9;

    /// <summary>True if the projector's two layers have biases.</summary>
    public bool ProjectorBias { get; init; } = true;

    /// <summary>Hidden states of the tower that the projector reads, concatenated; -1 is the last block's output.</summary>
    public IReadOnlyList<int> FeatureLayers { get; init; } = [-1];

    /// <summary>Tiling of a lone image and its token count.</summary>
    public AnyResolutionTokens Tiling => new(Pinpoints, Vision.ImageSize, Vision.PatchSize, MaxCrops);

    /// <summary>Reads a <c>config.json</c>.</summary>
    /// <exception cref="InputException">The file is missing, damaged, or requests an unsupported feature.</exception>
    public static LlavaOnevisionConfig Read(string file) => Read(JsonFields.Open(file));

    /// <summary>Parses JSON text; <paramref name="file"/> names it in messages.</summary>
    public static LlavaOnevisionConfig Parse(string file, string json) => Read(JsonFields.Parse(file, json));

    internal static LlavaOnevisionConfig Read(JsonFields fields)
    {
        Require(fields, "model_type", ModelType);
        Require(fields, "projector_hidden_act", "gelu");
        Require(fields, "vision_feature_select_strategy", "full");
        var text = fields.Object("text_config")
            ?? throw new InputException(fields.Place("text_config"), "the language model's settings are missing.");
        var vision = fields.Object("vision_config")
            ?? throw new InputException(fields.Place("vision_config"), "the vision tower's settings are missing.");
        Require(text, "model_type", "qwen2");
        Require(vision, "model_type", "siglip_vision_model");
        var tied = fields.Bool("tie_word_embeddings", false) || text.Bool("tie_word_embeddings", false);
        var tower = SiglipConfig.Read(vision);
        return new LlavaOnevisionConfig
        {
            Text = DecoderConfig.Qwen2(text, tied),
            Vision = tower,
            ImageTokenId = fields.Int("image_token_id", fields.Int("image_token_index", 151_646)),
            Pinpoints = ReadPinpoints(fields, tower.ImageSize),
            MaxCrops = ReadMaxCrops(fields),
            ProjectorBias = fields.Bool("multimodal_projector_bias", true),
            FeatureLayers = ReadFeatureLayers(fields, tower.Layers),
        };
    }

    private static IReadOnlyList<ImageSize> ReadPinpoints(JsonFields fields, int crop)
    {
        const string name = "image_grid_pinpoints";
        if (fields.Find(name) is not { } list)
        {
            return
            [
                .. from rows in Enumerable.Range(1, 6)
                   from columns in Enumerable.Range(1, 6)
                   select new ImageSize(rows * 384, columns * 384),
            ];
        }

        var pinpoints = new List<ImageSize>();
        foreach (var pair in list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default)
        {
            var sides = pair.ValueKind == JsonValueKind.Array ? pair.EnumerateArray().ToArray() : [];
            if (sides.Length != 2
                || !sides.All(side => side.ValueKind == JsonValueKind.Number && side.TryGetInt32(out var pixels) && pixels >= crop))
            {
                throw new InputException(
                    fields.Place(name),
                    $"{pair.GetRawText()} is not a pair [height, width] of at least {crop} pixels each.");
            }

            pinpoints.Add(new ImageSize(sides[0].GetInt32(), sides[1].GetInt32()));
        }

        return pinpoints.Count > 0 ? pinpoints
            : throw new InputException(fields.Place(name), "it must be a list of pairs [height, width].");
    }

    private static int ReadMaxCrops(JsonFields fields)
    {
        const string name = "vision_aspect_ratio", prefix = "anyres_max_";
        var value = fields.Text(name) ?? "anyres_max_9";
        return value.StartsWith(prefix, StringComparison.Ordinal) && int.TryParse(value.AsSpan(prefix.Length), out var crops) && crops >= 1
            ? crops
            : throw new InputException(fields.Place(name), $"'{value}' is not supported.", "Write 'anyres_max_N', such as 'anyres_max_9'.");
    }

    private static IReadOnlyList<int> ReadFeatureLayers(JsonFields fields, int layers)
    {
        const string name = "vision_feature_layer";
        var chosen = fields.Ints(name) ?? [-1];
        return chosen.Count > 0 && chosen.All(index => index >= -layers - 1 && index <= layers)
            ? chosen
            : throw new InputException(fields.Place(name), $"the tower has hidden states 0 to {layers} (or -1 to {-layers - 1}).");
    }

    private static void Require(JsonFields fields, string name, string supported)
    {
        if (fields.Text(name) is { } value && value != supported)
        {
            throw new InputException(fields.Place(name), $"'{value}' is not supported.", $"Only '{supported}' is.");
        }
    }
}
