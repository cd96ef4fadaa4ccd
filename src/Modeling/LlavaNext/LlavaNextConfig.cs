using LmmCl.Abstractions;
using LmmCl.Modeling.Clip;
using LmmCl.Modeling.Configuration;
using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.Layers;
using LmmCl.Modeling.Llava;

namespace LmmCl.Modeling.LlavaNext;

/// <summary>Contents of a LLaVA-NeXT <c>config.json</c>, from any release of the library or from the original code.</summary>
public sealed record LlavaNextConfig
{
    /// <summary>The model_type in <c>config.json</c>.</summary>
    public const string ModelType = "llava_next";

    private const string TowerType = "clip_vision_model";
    private const int Tile = 336;

    private static readonly IReadOnlyList<ImageSize> defaultPinpoints =
        [new(Tile, 2 * Tile), new(2 * Tile, Tile), new(2 * Tile, 2 * Tile), new(3 * Tile, Tile), new(Tile, 3 * Tile)];

    /// <summary>Configuration of the language model.</summary>
    public required DecoderConfig Text { get; init; }

    /// <summary>Configuration of the vision tower.</summary>
    public required ClipConfig Vision { get; init; }

    /// <summary>Id of the token that stands for one image feature.</summary>
    public required int ImageTokenId { get; init; }

    /// <summary>Canvas sizes to which an image is tiled.</summary>
    public required IReadOnlyList<ImageSize> Pinpoints { get; init; }

    /// <summary>True if the projector's two layers have biases.</summary>
    public bool ProjectorBias { get; init; } = true;

    /// <summary>Hidden states of the tower that the projector reads, concatenated; -2 is the output of the last block but one.</summary>
    public IReadOnlyList<int> FeatureLayers { get; init; } = [-2];

    /// <summary>Tiling of an image and its token count.</summary>
    public AnyResolutionTokens Tiling => new(Pinpoints, Vision.ImageSize, Vision.PatchSize);

    internal LlavaDimensions Dimensions => new(
        Text,
        ImageTokenId,
        Tiling,
        new TowerSize(Vision.Hidden, Vision.Intermediate, Vision.Layers, Vision.Positions, Vision.ImageSize),
        FeatureLayers,
        ProjectorBias);

    /// <summary>Reads the root of a <c>config.json</c>.</summary>
    /// <exception cref="InputException">The file is damaged, or requests an unsupported feature.</exception>
    public static LlavaNextConfig Read(JsonFields fields) => OriginalLayout.Is(fields) ? ReadOriginal(fields) : ReadLibrary(fields);

    private static LlavaNextConfig ReadLibrary(JsonFields fields)
    {
        fields.Require("model_type", ModelType);
        fields.Require("projector_hidden_act", "gelu");
        fields.Require("vision_feature_select_strategy", "default");
        var text = LlavaFields.Needed(fields, "text_config", "language model");
        var vision = LlavaFields.Needed(fields, "vision_config", "vision tower");
        text.Require("model_type", "llama");
        vision.Require("model_type", TowerType);
        var tower = ClipConfig.Read(vision);
        return new LlavaNextConfig
        {
            Text = DecoderConfig.Llama(text, LlavaFields.TiedHead(fields, text)),
            Vision = tower,
            ImageTokenId = fields.Int("image_token_id", fields.Int("image_token_index", 32_000)),
            Pinpoints = LlavaFields.Pinpoints(fields, tower.ImageSize, defaultPinpoints),
            ProjectorBias = fields.Bool("multimodal_projector_bias", true),
            FeatureLayers = LlavaFields.FeatureLayers(fields, "vision_feature_layer", tower.Layers, otherwise: -2),
        };
    }

    private static LlavaNextConfig ReadOriginal(JsonFields fields)
    {
        OriginalLayout.Require(fields);
        fields.Require("image_aspect_ratio", "anyres");
        var tower = ClipConfig.Read(OriginalLayout.Tower(fields, TowerType));
        return new LlavaNextConfig
        {
            Text = DecoderConfig.Llama(fields, fields.Bool("tie_word_embeddings", false)),
            Vision = tower,
            ImageTokenId = OriginalLayout.ImagePlaceholder,
            Pinpoints = LlavaFields.Pinpoints(fields, tower.ImageSize, defaultPinpoints, widthFirst: true),
            FeatureLayers = LlavaFields.FeatureLayers(fields, "mm_vision_select_layer", tower.Layers, otherwise: -2),
        };
    }
}
