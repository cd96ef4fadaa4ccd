using System.Text.Json.Nodes;

namespace LmmCl.Modeling.Qwen25VL;

/// <summary>Writes a configuration as a <c>config.json</c> for transformers.</summary>
internal static class Qwen25VLConfigFile
{
    /// <summary>Returns the file's contents; <paramref name="dtype"/> is a PyTorch type name such as <c>float32</c>.</summary>
    public static JsonObject ToJson(Qwen25VLConfig config, string dtype) => new()
    {
        ["architectures"] = new JsonArray("Qwen2_5_VLForConditionalGeneration"),
        ["dtype"] = dtype,
        ["image_token_id"] = config.ImageTokenId,
        ["model_type"] = Qwen25VLConfig.ModelType,
        ["text_config"] = Text(config),
        ["tie_word_embeddings"] = config.Text.TiedHead,
        ["video_token_id"] = config.VideoTokenId,
        ["vision_config"] = Vision(config.Vision),
        ["vision_end_token_id"] = config.VisionFrame.End,
        ["vision_start_token_id"] = config.VisionFrame.Start,
    };

    private static JsonObject Text(Qwen25VLConfig config) => new()
    {
        ["hidden_act"] = "silu",
        ["head_dim"] = config.Text.HeadWidth,
        ["hidden_size"] = config.Text.Hidden,
        ["initializer_range"] = config.Text.InitializerRange,
        ["intermediate_size"] = config.Text.Intermediate,
        ["max_position_embeddings"] = config.Text.MaxPositions,
        ["model_type"] = "qwen2_5_vl_text",
        ["num_attention_heads"] = config.Text.Heads,
        ["num_hidden_layers"] = config.Text.Layers,
        ["num_key_value_heads"] = config.Text.KeyValueHeads,
        ["rms_norm_eps"] = config.Text.RmsNormEpsilon,
        ["rope_scaling"] = new JsonObject
        {
            ["mrope_section"] = Numbers(config.Text.MultimodalSections!),
            ["rope_type"] = "default",
            ["type"] = "default",
        },
        ["rope_theta"] = config.Text.RopeTheta,
        ["tie_word_embeddings"] = config.Text.TiedHead,
        ["vocab_size"] = config.Text.Vocabulary,
    };

    private static JsonObject Vision(Qwen25VisionConfig vision) => new()
    {
        ["depth"] = vision.Layers,
        ["fullatt_block_indexes"] = Numbers(vision.FullAttention),
        ["hidden_act"] = "silu",
        ["hidden_size"] = vision.Hidden,
        ["in_channels"] = vision.Channels,
        ["intermediate_size"] = vision.Intermediate,
        ["model_type"] = Qwen25VLConfig.ModelType,
        ["num_heads"] = vision.Heads,
        ["out_hidden_size"] = vision.Output,
        ["patch_size"] = vision.PatchSize,
        ["spatial_merge_size"] = vision.MergeSize,
        ["temporal_patch_size"] = vision.TemporalPatchSize,
        ["window_size"] = vision.WindowSize,
    };

    private static JsonArray Numbers(IEnumerable<int> values) => new([.. values.Select(value => JsonValue.Create(value))]);
}
