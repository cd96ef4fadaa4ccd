using LmmCl.Abstractions;
using LmmCl.Modeling.Configuration;
using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.Layers;
using LmmCl.Modeling.Llava;
using LmmCl.Modeling.Siglip;

namespace LmmCl.Modeling.LlavaOnevision;

/// <summary>Contents of a LLaVA-OneVision <c>config.json</c>, from any release of the library.</summary>
public sealed record LlavaOnevisionConfig
{
    /// <summary>The model_type in <c>config.json</c>.</summary>
    public const string ModelType = "llava_onevision";

    private const string TowerType = "siglip_vision_model";

    private static readonly IReadOnlyList<ImageSize> DefaultPinpoints =
    [
        .. from rows in Enumerable.Range(1, 6)
           from columns in Enumerable.Range(1, 6)
           select new ImageSize(rows * 384, columns * 384),
    ];

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

    internal LlavaDimensions Dimensions => new(
        Text,
        ImageTokenId,
        Tiling,
        new TowerSize(Vision.Hidden, Vision.Intermediate, Vision.Layers, Vision.Positions, Vision.ImageSize),
        FeatureLayers,
        ProjectorBias);

    /// <summary>Reads a <c>config.json</c>.</summary>
    /// <exception cref="InputException">The file is missing, damaged, or requests an unsupported feature.</exception>
    public static LlavaOnevisionConfig Read(string file) => Read(JsonFields.Open(file));

    /// <summary>Parses JSON text; <paramref name="file"/> names it in messages.</summary>
    public static LlavaOnevisionConfig Parse(string file, string json) => Read(JsonFields.Parse(file, json));

    /// <summary>Reads the root of a <c>config.json</c> of transformers or of the original code.</summary>
    /// <exception cref="InputException">As for <see cref="Read(string)"/>.</exception>
    public static LlavaOnevisionConfig Read(JsonFields fields) => OriginalLayout.Is(fields) ? ReadOriginal(fields) : ReadLibrary(fields);

    private static LlavaOnevisionConfig ReadLibrary(JsonFields fields)
    {
        fields.Require("model_type", ModelType);
        fields.Require("projector_hidden_act", "gelu");
        fields.Require("vision_feature_select_strategy", "full");
        var text = LlavaFields.Needed(fields, "text_config", "language model");
        var vision = LlavaFields.Needed(fields, "vision_config", "vision tower");
        text.Require("model_type", "qwen2");
        vision.Require("model_type", TowerType);
        var tower = SiglipConfig.Read(vision);
        return new LlavaOnevisionConfig
        {
            Text = DecoderConfig.Qwen2(text, LlavaFields.TiedHead(fields, text)),
            Vision = tower,
            ImageTokenId = fields.Int("image_token_id", fields.Int("image_token_index", 151_646)),
            Pinpoints = LlavaFields.Pinpoints(fields, tower.ImageSize, DefaultPinpoints),
            MaxCrops = LlavaFields.MaxCrops(fields, "vision_aspect_ratio"),
            ProjectorBias = fields.Bool("multimodal_projector_bias", true),
            FeatureLayers = LlavaFields.FeatureLayers(fields, "vision_feature_layer", tower.Layers, otherwise: -1),
        };
    }

    /// <summary>Reads the original code's configuration; the code deletes the tower's last block and reads the one before.</summary>
    private static LlavaOnevisionConfig ReadOriginal(JsonFields fields)
    {
        OriginalLayout.Require(fields);
        var whole = SiglipConfig.Read(OriginalLayout.Tower(fields, TowerType));
        var tower = whole with { Layers = whole.Layers - 1 };
        return new LlavaOnevisionConfig
        {
            Text = DecoderConfig.Qwen2(fields, fields.Bool("tie_word_embeddings", false)),
            Vision = tower,
            ImageTokenId = OriginalLayout.ImagePlaceholder,
            Pinpoints = LlavaFields.Pinpoints(fields, tower.ImageSize, DefaultPinpoints, widthFirst: true),
            MaxCrops = LlavaFields.MaxCrops(fields, "image_aspect_ratio"),
        };
    }
}
