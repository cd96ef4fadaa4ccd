using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Configuration;

namespace LmmCl.Modeling.Llava;

/// <summary>
/// Checkpoints of the original LLaVA-NeXT code: the language model's fields lie at the root of <c>config.json</c>, and the vision tower is
/// another checkpoint, named by a hub id or by a path relative to this one (study G.7).
/// </summary>
internal static class OriginalLayout
{
    /// <summary>Placeholder id of an image in a prompt; not a row of the embedding.</summary>
    public const int ImagePlaceholder = -200;

    private const string TowerField = "mm_vision_tower";

    /// <summary>Dimensions of the towers that published checkpoints name.</summary>
    private static readonly Dictionary<string, string> knownTowers = new()
    {
        ["google/siglip-so400m-patch14-384"] = """
            {"model_type": "siglip_vision_model", "hidden_size": 1152, "intermediate_size": 4304, "num_hidden_layers": 27,
             "num_attention_heads": 16, "image_size": 384, "patch_size": 14}
            """,
        ["openai/clip-vit-large-patch14-336"] = """
            {"model_type": "clip_vision_model", "hidden_size": 1024, "intermediate_size": 4096, "num_hidden_layers": 24,
             "num_attention_heads": 16, "image_size": 336, "patch_size": 14}
            """,
        ["openai/clip-vit-large-patch14"] = """
            {"model_type": "clip_vision_model", "hidden_size": 1024, "intermediate_size": 4096, "num_hidden_layers": 24,
             "num_attention_heads": 16, "image_size": 224, "patch_size": 14}
            """,
    };

    /// <summary>True if a configuration is of the original code and has this model type or architecture.</summary>
    public static bool Is(JsonFields config, string modelType, string architecture) =>
        config.Has(TowerField) && (config.Text("model_type") == modelType || config.Texts("architectures").Contains(architecture));

    /// <summary>True if a configuration is of the original code.</summary>
    public static bool Is(JsonFields config) => config.Has(TowerField);

    /// <summary>Rejects settings that are unsupported for both families of the original code.</summary>
    public static void Require(JsonFields config)
    {
        config.Require("mm_projector_type", "mlp2x_gelu");
        config.Require("mm_patch_merge_type", "spatial_unpad");
        config.Require("mm_vision_select_feature", "patch");
        if (config.Bool("mm_use_im_start_end", false))
        {
            throw new InputException(config.Place("mm_use_im_start_end"), "tokens around an image are not supported.", "Only 'false' is.");
        }
    }

    /// <summary>Reads the vision tower's configuration.</summary>
    /// <exception cref="InputException">The tower is neither known nor in a folder of the checkpoint.</exception>
    public static JsonFields Tower(JsonFields config, string modelType)
    {
        var name = config.Text(TowerField)
            ?? throw new InputException(config.Place(TowerField), "it is missing.", "It names the vision tower.");
        var tower = knownTowers.TryGetValue(name, out var json) ? JsonFields.Parse(name, json) : Folder(config, name);
        tower = tower.Object("vision_config") ?? tower;
        tower.Require("model_type", modelType);
        return tower;
    }

    private static JsonFields Folder(JsonFields config, string name)
    {
        var folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(config.File))!, name);
        var file = Path.Combine(folder, "config.json");
        return File.Exists(file)
            ? JsonFields.Open(file)
            : throw new InputException(
                config.Place(TowerField),
                $"'{name}' is not a known vision tower, and there is no {file}.",
                NearMatches.Suggest(name, knownTowers.Keys) + " Or put the tower's config.json into a folder beside the weights.");
    }
}
