using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.LlavaOnevision;
using LmmCl.Modeling.Tests.Small;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Tests.Families;

/// <summary>What published checkpoints are known to contain.</summary>
public sealed class CheckpointTrapsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Families => FamilyModels.Names;

    private string Saved => folder.File("saved");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_head_is_tied_if_only_the_language_model_says_so()
    {
        var config = FamilyModels.Config("llava_onevision")
            .Replace("\"image_token_index\"", "\"tie_word_embeddings\": false, \"image_token_index\"", StringComparison.Ordinal)
            .Replace("\"vocab_size\"", "\"tie_word_embeddings\": true, \"vocab_size\"", StringComparison.Ordinal);

        using var model = FamilyModels.Create(folder, "llava_onevision", config);

        Assert.DoesNotContain(model.Parameters, parameter => parameter.Role == ParameterRole.Head);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Buffers_of_old_files_and_a_tied_head_are_passed_over(string family)
    {
        var tied = FamilyModels.Config(family).Replace("\"model_type\": \"" + family, "\"tie_word_embeddings\": true, \"model_type\": \"" + family);
        using var model = FamilyModels.Create(folder, family, tied);
        Write(model, tied, stored =>
        [
            .. stored,
            Extra("model.language_model.layers.0.self_attn.rotary_emb.inv_freq", 4),
            Extra("model.vision_tower.vision_model.embeddings.position_ids", 5),
            stored.Single(tensor => tensor.Name.EndsWith("embed_tokens.weight", StringComparison.Ordinal)) with { Name = "lm_head.weight" },
        ]);

        using var read = MultimodalModels.Load(Saved);

        Assert.Equal(ModelHash.Of(model), ModelHash.Of(read.Model));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_misspelt_tensor_is_refused_with_the_name_that_was_meant(string family)
    {
        using var model = FamilyModels.Create(folder, family);
        Write(model, FamilyModels.Config(family), stored => stored.Select(tensor =>
            tensor with { Name = tensor.Name.Replace("layers.1.mlp.gate_proj", "layers.1.mlp.gates_proj", StringComparison.Ordinal) }));

        var error = Assert.Throws<InputException>(() => MultimodalModels.Load(Saved));

        Assert.Contains("not part of this model: model.language_model.layers.1.mlp.gates_proj.weight", error.Message);
        Assert.Contains("Did you mean 'model.language_model.layers.1.mlp.gate_proj.weight'?", error.Message);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_checkpoint_of_which_nothing_fits_is_refused(string family)
    {
        using var model = FamilyModels.Create(folder, family);
        Write(model, FamilyModels.Config(family), stored => stored.Select(tensor => tensor with { Name = "other." + tensor.Name }));

        Assert.Throws<InputException>(() => MultimodalModels.Load(Saved));
    }

    [Theory]
    [InlineData("llava_onevision", "model.language_model.", "language_model.model.")]
    [InlineData("llava_onevision", "model.language_model.layers.", "model.layers.")]
    [InlineData("llava_onevision", "model.multi_modal_projector.linear_1.", "model.mm_projector.0.")]
    [InlineData("llava_next", "model.vision_tower.", "vision_tower.")]
    [InlineData("llava_next", "model.vision_tower.", "model.vision_tower.vision_tower.")]
    [InlineData("qwen2_5_vl", "model.visual.", "visual.")]
    [InlineData("qwen2_5_vl", "model.language_model.", "model.")]
    public void Names_of_every_layout_are_read(string family, string now, string stored)
    {
        using var model = FamilyModels.Create(folder, family);
        Write(model, FamilyModels.Config(family), tensors => tensors.Select(tensor => tensor with
        {
            Name = tensor.Name.StartsWith(now, StringComparison.Ordinal) ? stored + tensor.Name[now.Length..] : tensor.Name,
        }));

        using var read = MultimodalModels.Load(Saved);

        Assert.Equal(ModelHash.Of(model), ModelHash.Of(read.Model));
    }

    [Fact]
    public void A_checkpoint_of_the_original_code_is_saved_in_its_own_layout()
    {
        const string config = """
            {"model_type": "llava_qwen", "hidden_size": 32, "intermediate_size": 40, "num_hidden_layers": 2, "num_attention_heads": 4,
             "num_key_value_heads": 2, "vocab_size": 48, "image_aspect_ratio": "anyres_max_9", "image_grid_pinpoints": [[12, 24], [24, 12]],
             "mm_vision_tower": "./vision_tower", "mm_projector_type": "mlp2x_gelu"}
            """;
        Tower("""
            {"model_type": "siglip_vision_model", "hidden_size": 12, "intermediate_size": 20, "num_hidden_layers": 3,
             "num_attention_heads": 2, "image_size": 12, "patch_size": 6}
            """);
        using var model = FamilyModels.Create(folder, "llava_qwen", config);
        Write(model, config, stored => stored);
        using var first = MultimodalModels.Load(Saved);

        MultimodalModels.Save(first.Model, folder.File("again"), first.Folder);

        using var names = CheckpointTensors.Open(folder.File("again"));
        Assert.Contains("model.mm_projector.0.weight", names.Names);
        Assert.Contains("model.vision_tower.vision_tower.vision_model.encoder.layers.1.mlp.fc1.weight", names.Names);
        Assert.DoesNotContain(names.Names, name => name.Contains("encoder.layers.2.", StringComparison.Ordinal));
        using var again = MultimodalModels.Load(folder.File("again"));
        Assert.Equal(ModelHash.Of(model), ModelHash.Of(again.Model));
    }

    [Fact]
    public void An_original_checkpoint_may_name_a_published_tower()
    {
        const string config = """
            {"model_type": "llava", "architectures": ["LlavaQwenForCausalLM"], "mm_vision_tower": "google/siglip-so400m-patch14-384"}
            """;

        var read = LlavaOnevisionConfig.Parse("config.json", config);

        Assert.Equal((26, 1152, 384), (read.Vision.Layers, read.Vision.Hidden, read.Vision.ImageSize));
    }

    [Fact]
    public void A_tower_that_is_not_known_is_answered_with_near_matches()
    {
        const string config = """{"model_type": "llava_qwen", "mm_vision_tower": "google/siglip-so400m-patch14-385"}""";

        var error = Assert.Throws<InputException>(() => LlavaOnevisionConfig.Parse("folder/config.json", config));

        Assert.Equal("folder/config.json: mm_vision_tower", error.Place);
        Assert.Contains("'google/siglip-so400m-patch14-384'", error.Message);
    }

    private static SafetensorsTensor Extra(string name, long length) =>
        TensorBytes.ToSafetensors(name, zeros(length, 1, dtype: ScalarType.Float32));

    private void Tower(string config)
    {
        foreach (var place in new[] { folder.Path, Saved })
        {
            Directory.CreateDirectory(Path.Combine(place, "vision_tower"));
            File.WriteAllText(Path.Combine(place, "vision_tower", "config.json"), config);
        }
    }

    private void Write(IMultimodalModel model, string config, Func<IEnumerable<SafetensorsTensor>, IEnumerable<SafetensorsTensor>> change)
    {
        Directory.CreateDirectory(Saved);
        File.WriteAllText(Path.Combine(Saved, "config.json"), config);
        SafetensorsWriter.Write(
            Path.Combine(Saved, CheckpointTensors.SingleFile),
            change(model.Parameters.Select(parameter => TensorBytes.ToSafetensors(parameter.Name, parameter.Value))));
    }
}
