using LmmCl.Abstractions;
using LmmCl.Modeling.Configuration;
using LmmCl.Modeling.Layers;

namespace LmmCl.Modeling.Clip;

/// <summary>Dimensions of a CLIP vision tower (study G.2).</summary>
public sealed record ClipConfig
{
    /// <summary>Width of the residual stream.</summary>
    public required int Hidden { get; init; }

    /// <summary>Inner width of the MLP.</summary>
    public required int Intermediate { get; init; }

    /// <summary>Number of blocks.</summary>
    public required int Layers { get; init; }

    /// <summary>Number of attention heads; divides <see cref="Hidden"/>.</summary>
    public required int Heads { get; init; }

    /// <summary>Side of a crop in pixels.</summary>
    public required int ImageSize { get; init; }

    /// <summary>Side of a patch in pixels.</summary>
    public required int PatchSize { get; init; }

    /// <summary>Number of colour channels.</summary>
    public int Channels { get; init; } = 3;

    /// <summary>Added to the variance inside every norm.</summary>
    public double LayerNormEpsilon { get; init; } = 1e-5;

    /// <summary>Number of patches along one side of a crop.</summary>
    public int Side => ImageSize / PatchSize;

    /// <summary>Number of positions of one crop: its patches and the class token.</summary>
    public int Positions => (Side * Side) + 1;

    /// <summary>Dimensions of the blocks.</summary>
    internal EncoderConfig Encoder => new(Hidden, Intermediate, Layers, Heads, LayerNormEpsilon, EncoderConfig.QuickGelu);

    /// <summary>Reads a <c>vision_config</c>; absent keys take the library's defaults.</summary>
    /// <exception cref="InputException">A value is of the wrong type, or requests an unsupported feature.</exception>
    public static ClipConfig Read(JsonFields fields)
    {
        fields.Require("hidden_act", "quick_gelu");
        var config = new ClipConfig
        {
            Hidden = fields.Positive("hidden_size", 768),
            Intermediate = fields.Positive("intermediate_size", 3072),
            Layers = fields.Positive("num_hidden_layers", 12),
            Heads = fields.Positive("num_attention_heads", 12),
            ImageSize = fields.Positive("image_size", 224),
            PatchSize = fields.Positive("patch_size", 32),
            Channels = fields.Positive("num_channels", 3),
            LayerNormEpsilon = fields.Double("layer_norm_eps", 1e-5),
        };
        if (config.Hidden % config.Heads != 0)
        {
            throw new InputException(fields.Place("num_attention_heads"), $"{config.Heads} heads do not divide the width {config.Hidden}.");
        }

        return config.Side >= 1
            ? config
            : throw new InputException(
                fields.Place("patch_size"),
                $"a patch of {config.PatchSize} pixels is larger than the crop of {config.ImageSize}.");
    }
}
