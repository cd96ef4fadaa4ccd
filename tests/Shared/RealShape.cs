using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Modeling;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Hardware;
using static TorchSharp.torch;

namespace LmmCl.Tests;

/// <summary>
/// A checkpoint of the dimensions of LLaVA-OneVision-0.5B with random weights: bfloat16 in two shards, a tied head that only
/// <c>text_config</c> admits, and the small tokenizer of the golden files, whose tokens are the first rows of the large embedding.
/// </summary>
internal static class RealShape
{
    public const string Config = """
        {
          "architectures": ["LlavaOnevisionForConditionalGeneration"],
          "model_type": "llava_onevision",
          "dtype": "bfloat16",
          "image_token_index": 151646,
          "projector_hidden_act": "gelu",
          "tie_word_embeddings": false,
          "vision_aspect_ratio": "anyres_max_9",
          "vision_feature_layer": -1,
          "vision_feature_select_strategy": "full",
          "text_config": {
            "model_type": "qwen2", "hidden_size": 896, "intermediate_size": 4864, "num_hidden_layers": 24, "num_attention_heads": 14,
            "num_key_value_heads": 2, "max_position_embeddings": 32768, "rms_norm_eps": 1e-06, "rope_theta": 1000000.0,
            "vocab_size": 152000, "tie_word_embeddings": true
          },
          "vision_config": {
            "model_type": "siglip_vision_model", "hidden_size": 1152, "intermediate_size": 4304, "num_hidden_layers": 26,
            "num_attention_heads": 16, "image_size": 384, "patch_size": 14, "vision_use_head": false
          }
        }
        """;

    private const int Shards = 2;

    /// <summary>Writes the checkpoint.</summary>
    /// <param name="folder">A new folder.</param>
    /// <param name="tokenizers">A checkpoint to take the tokenizer and the picture settings of.</param>
    public static void Write(string folder, string tokenizers)
    {
        Directory.CreateDirectory(folder);
        var config = Path.Combine(folder, "config.json");
        File.WriteAllText(config, Config);
        foreach (var file in new[] { "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json" })
        {
            File.Copy(Path.Combine(tokenizers, file), Path.Combine(folder, file));
        }

        File.WriteAllText(Path.Combine(folder, "preprocessor_config.json"), Pictures(tokenizers));
        using var model = MultimodalModels.Create(config, seed: 1, new Placement(ScalarType.BFloat16, CPU));
        var map = new JsonObject();
        foreach (var (shard, parameters) in model.Parameters.Chunk((model.Parameters.Count + Shards - 1) / Shards).Index())
        {
            var name = $"model-{shard + 1:00000}-of-{Shards:00000}.safetensors";
            var tensors = parameters.Select(parameter => TensorBytes.ToSafetensors(parameter.Name, parameter.Value));
            SafetensorsWriter.Write(Path.Combine(folder, name), tensors);
            parameters.ToList().ForEach(parameter => map[parameter.Name] = name);
        }

        var index = new JsonObject { ["metadata"] = new JsonObject(), ["weight_map"] = map };
        File.WriteAllText(Path.Combine(folder, "model.safetensors.index.json"), index.ToJsonString());
    }

    private static string Pictures(string tokenizers)
    {
        var settings = JsonNode.Parse(File.ReadAllText(Path.Combine(tokenizers, "preprocessor_config.json")))!.AsObject();
        settings["size"] = JsonNode.Parse("""{ "height": 384, "width": 384 }""");
        settings["image_grid_pinpoints"] = JsonSerializer.SerializeToNode(
            from rows in Enumerable.Range(1, 6) from columns in Enumerable.Range(1, 6) select new[] { 384 * rows, 384 * columns });
        return settings.ToJsonString();
    }
}
