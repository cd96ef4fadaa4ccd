using LmmCl.Abstractions;
using LmmCl.Modeling.Generation;
using LmmCl.Modeling.Tests.Small;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Tests.Families;

/// <summary>Models of every family that compute in a moment, and batches for them.</summary>
internal static class FamilyModels
{
    public const int Vocabulary = 48;
    public const int ImageToken = 40;

    private const string Text = """
        "hidden_size": 32, "intermediate_size": 40, "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2,
        "vocab_size": 48, "rope_theta": 10000.0
        """;

    private const string Tower = """
        "hidden_size": 12, "intermediate_size": 20, "num_hidden_layers": 3, "num_attention_heads": 2, "image_size": 12, "patch_size": 6
        """;

    public static TheoryData<string> Names { get; } = ["llava_onevision", "llava_next", "qwen2_5_vl"];

    /// <summary>The <c>config.json</c> of a family.</summary>
    public static string Config(string family) => family switch
    {
        "llava_onevision" => $$"""
            {"model_type": "llava_onevision", "image_token_index": 40, "image_grid_pinpoints": [[12, 12], [12, 24], [24, 12]],
             "text_config": {"model_type": "qwen2", {{Text}} }, "vision_config": {"model_type": "siglip_vision_model", {{Tower}} } }
            """,
        "llava_next" => $$"""
            {"model_type": "llava_next", "image_token_index": 40, "image_grid_pinpoints": [[12, 24], [24, 12], [24, 24]],
             "text_config": {"model_type": "llama", {{Text}} }, "vision_config": {"model_type": "clip_vision_model", {{Tower}} } }
            """,
        _ => $$"""
            {"model_type": "qwen2_5_vl", "image_token_id": 40,
             "text_config": {"model_type": "qwen2_5_vl_text", "rope_scaling": {"type": "mrope", "mrope_section": [2, 1, 1] }, {{Text}} },
             "vision_config": {"depth": 3, "hidden_size": 16, "intermediate_size": 20, "num_heads": 2, "patch_size": 4, "window_size": 16,
              "fullatt_block_indexes": [1], "out_hidden_size": 32} }
            """,
    };

    /// <summary>Creates a model with random weights.</summary>
    public static IGeneratingModel Create(TemporaryFolder folder, string family, string? config = null)
    {
        var file = folder.File($"{family}.json");
        File.WriteAllText(file, config ?? Config(family));
        return MultimodalModels.Create(file, seed: 5);
    }

    /// <summary>An image as the family's processor describes it: two tiles and a base, or 4 x 6 patches.</summary>
    public static ImageExtent Wide(string family) => family == "qwen2_5_vl" ? new(16, 24, 24) : new(10, 20, 3);

    /// <summary>A second, of another size.</summary>
    public static ImageExtent Tall(string family) => family == "qwen2_5_vl" ? new(32, 8, 16) : new(20, 10, 3);

    /// <summary>Prompts of a few words, with an image where one is given, padded on one side.</summary>
    public static MultimodalBatch Batch(IGeneratingModel model, bool left, params ImageExtent?[] rows)
    {
        var prompts = rows.Select((image, row) => Prompt(model, image, row)).ToList();
        var length = prompts.Max(prompt => prompt.Count);
        var (ids, mask) = (new long[rows.Length * length], new long[rows.Length * length]);
        for (var row = 0; row < rows.Length; row++)
        {
            var start = (row * length) + (left ? length - prompts[row].Count : 0);
            prompts[row].CopyTo(ids, start);
            mask.AsSpan(start, prompts[row].Count).Fill(1);
        }

        using var scope = NewDisposeScope();
        ImageExtent[] images = [.. rows.OfType<ImageExtent>()];
        return new MultimodalBatch(
            tensor(ids, [rows.Length, length]).MoveToOuterDisposeScope(),
            tensor(mask, [rows.Length, length]).MoveToOuterDisposeScope(),
            null,
            images.Length == 0 ? null : cat([.. images.Select(image => Pixels(model.Family, image))], 0).MoveToOuterDisposeScope(),
            images);
    }

    private static List<long> Prompt(IGeneratingModel model, ImageExtent? image, int row) =>
    [
        3,
        .. Enumerable.Repeat((long)ImageToken, image is null ? 0 : model.ImageTokens(image)),
        .. Enumerable.Range(0, 3 + (2 * row)).Select(word => 1L + ((word * 7) + (row * 11)) % 39),
    ];

    /// <summary>Values that differ from one image to the next, whatever batch it is in.</summary>
    private static Tensor Pixels(string family, ImageExtent image)
    {
        long[] shape = family == "qwen2_5_vl" ? [image.Crops, 3 * 2 * 4 * 4] : [image.Crops, 3, 12, 12];
        var count = shape.Aggregate(1L, (product, side) => product * side);
        return arange(0, count, dtype: ScalarType.Float32).mul(0.37 + (0.01 * image.Height)).sin().reshape(shape);
    }
}
