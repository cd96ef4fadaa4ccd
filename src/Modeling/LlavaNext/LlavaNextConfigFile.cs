using System.Text.Json.Nodes;

namespace LmmCl.Modeling.LlavaNext;

/// <summary>Writes a configuration as a <c>config.json</c> for transformers.</summary>
internal static class LlavaNextConfigFile
{
    /// <summary>Returns the file's contents; <paramref name="dtype"/> is a PyTorch type name such as <c>float32</c>.</summary>
    public static JsonObject ToJson(LlavaNextConfig config, string dtype) => new()
    {
        ["architectures"] = new JsonArray("LlavaNextForConditionalGeneration"),
        ["dtype"] = dtype,
        ["image_grid_pinpoints"] = new JsonArray([.. config.Pinpoints.Select(pinpoint => new JsonArray(pinpoint.Height, pinpoint.Width))]),
        ["image_seq_length"] = config.Vision.Side * config.Vision.Side,
        ["image_token_index"] = config.ImageTokenId,
        ["model_type"] = LlavaNextConfig.ModelType,
        ["multimodal_projector_bias"] = config.ProjectorBias,
        ["projector_hidden_act"] = "gelu",
        ["text_config"] = Text(config),
        ["tie_word_embeddings"] = config.Text.TiedHead,
        ["vision_config"] = Vision(config),
        ["vision_feature_layer"] = config.FeatureLayers.Count == 1
            ? JsonValue.Create(config.FeatureLayers[0])
            : new JsonArray([.. config.FeatureLayers.Select(layer => JsonValue.Create(layer))]),
        ["vision_feature_select_strategy"] = "default",
    };

    private static JsonObject Text(LlavaNextConfig config) => new()
    {
        ["attention_bias"] = false,
        ["head_dim"] = config.Text.HeadWidth,
        ["hidden_act"] = "silu",
        ["hidden_size"] = config.Text.Hidden,
        ["initializer_range"] = config.Text.InitializerRange,
        ["intermediate_size"] = config.Text.Intermediate,
        ["max_position_embeddings"] = config.Text.MaxPositions,
        ["mlp_bias"] = false,
        ["model_type"] = "llama",
        ["num_attention_heads"] = config.Text.Heads,
        ["num_hidden_layers"] = config.Text.Layers,
        ["num_key_value_heads"] = config.Text.KeyValueHeads,
        ["rms_norm_eps"] = config.Text.RmsNormEpsilon,
        ["rope_theta"] = config.Text.RopeTheta,
        ["tie_word_embeddings"] = config.Text.TiedHead,
        ["vocab_size"] = config.Text.Vocabulary,
    };

    private static JsonObject Vision(LlavaNextConfig config) => new()
    {
        ["hidden_act"] = "quick_gelu",
        ["hidden_size"] = config.Vision.Hidden,
        ["image_size"] = config.Vision.ImageSize,
        ["intermediate_size"] = config.Vision.Intermediate,
        ["layer_norm_eps"] = config.Vision.LayerNormEpsilon,
        ["model_type"] = "clip_vision_model",
        ["num_attention_heads"] = config.Vision.Heads,
        ["num_channels"] = config.Vision.Channels,
        ["num_hidden_layers"] = config.Vision.Layers,
        ["patch_size"] = config.Vision.PatchSize,
    };
}
