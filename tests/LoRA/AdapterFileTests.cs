using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.LoRA.Tests.Small;
using LmmCl.Modeling.Checkpoints;
using static TorchSharp.torch;

namespace LmmCl.LoRA.Tests;

public sealed class AdapterFileTests : IAsyncLifetime
{
    private const string ConfigFile = "adapter_config.json";
    private const string TensorFile = "adapter_model.safetensors";
    private const string Gate = "base_model.model.model.language_model.layers.0.mlp.gate_proj";

    private readonly Stages stages = new(Stages.Settings(
        ("between_stages", "continue"), ("bias", "all"), ("train_projector", true), ("modules_to_save", new JsonArray("lm_head"))));

    private string Folder => stages.State(1);

    public async Task InitializeAsync() => await stages.TrainAsync(1);

    public Task DisposeAsync()
    {
        stages.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void Tensors_have_the_names_that_PEFT_gives_them()
    {
        using var file = SafetensorsFile.Open(Path.Combine(Folder, TensorFile));

        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal([2, 8], file.Entries[$"{Gate}.lora_A.weight"].Shape);
        Assert.Equal([12, 2], file.Entries[$"{Gate}.lora_B.weight"].Shape);
        Assert.True(file.Entries.ContainsKey("base_model.model.lm_head.weight"));
        Assert.True(file.Entries.ContainsKey("base_model.model.model.multi_modal_projector.linear_1.weight"));
        Assert.True(file.Entries.ContainsKey("base_model.model.model.language_model.layers.0.self_attn.q_proj.bias"));
        Assert.Equal(
            file.Entries.Keys.Order(StringComparer.Ordinal), file.Entries.Values.OrderBy(entry => entry.Begin).Select(entry => entry.Name));
    }

    [Fact]
    public void The_configuration_says_to_PEFT_what_trained()
    {
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, ConfigFile)))!;

        Assert.Equal(("LORA", "all"), ((string)config["peft_type"]!, (string)config["bias"]!));
        Assert.Equal((2, 4.0), ((int)config["r"]!, (double)config["lora_alpha"]!));
        Assert.Equal("""["lm_head","model.multi_modal_projector"]""", config["modules_to_save"]!.ToJsonString());
        Assert.Equal(6, config["target_modules"]!.AsArray().Count);
        Assert.Contains("model.language_model.layers.1.mlp.down_proj", config["target_modules"]!.AsArray().Select(name => (string)name!));
    }

    [Fact]
    public async Task What_is_read_is_written_again_in_the_same_bytes()
    {
        using var again = new Stages(new JsonObject { ["adapter"] = Folder, ["between_stages"] = "continue" });
        var stage = again.Context(1);
        using var method = await again.PrepareAsync(stage);

        await method.FinishAsync(stage, CancellationToken.None);

        Assert.Equal(File.ReadAllBytes(Path.Combine(Folder, TensorFile)), File.ReadAllBytes(Path.Combine(again.State(1), TensorFile)));
        Assert.Equal(File.ReadAllText(Path.Combine(Folder, ConfigFile)), File.ReadAllText(Path.Combine(again.State(1), ConfigFile)));
        Assert.Equal(stages.Answers(1), again.Answers(1));
    }

    [Theory]
    [InlineData("peft_type", "\"IA3\"", "'IA3' is not LORA")]
    [InlineData("use_dora", "true", "true is not supported")]
    [InlineData("init_lora_weights", "\"pissa\"", "is not supported")]
    [InlineData("trainable_token_indices", "[1, 2]", "[1,2] is not supported")]
    [InlineData("a_setting_of_tomorrow", "\"on\"", "this version does not know the field")]
    [InlineData("bias", "\"some\"", "'some' is not a choice")]
    [InlineData("r", "\"many\"", "is of the wrong kind")]
    [InlineData("r", "0", "at least 1")]
    [InlineData("r", "3", "of another shape: model.language_model.layers.0.mlp.down_proj.lora_A.weight (stored [2, 12], expected [3, 12])")]
    [InlineData("modules_to_save", "null", "not of this adapter: lm_head.weight")]
    [InlineData("modules_to_save", """["lm_head", "nothing"]""", "no parameter in a module 'nothing'")]
    [InlineData(
        "target_modules",
        """["up_proj", "gate_proj", "down_proj", "o_proj"]""",
        "missing: model.language_model.layers.0.self_attn.o_proj.lora_A.weight")]
    [InlineData("target_modules", "\"(\"", "not a regular expression")]
    public void A_configuration_that_means_something_else_is_refused(string field, string value, string because)
    {
        var path = Path.Combine(Folder, ConfigFile);
        var config = JsonNode.Parse(File.ReadAllText(path))!;
        config[field] = JsonNode.Parse(value);
        File.WriteAllText(path, config.ToJsonString());

        Refused(because);
    }

    [Theory]
    [InlineData("auto_mapping", """{ "base_model_class": "X" }""")]
    [InlineData("inference_mode", "false")]
    [InlineData("init_lora_weights", "\"gaussian\"")]
    [InlineData("qalora_group_size", "16")]
    [InlineData("use_qalora", "false")]
    [InlineData("lora_dropout", "0.3")]
    [InlineData("target_modules", "null")]
    public void A_field_that_changes_no_answer_is_taken_as_it_is(string field, string value)
    {
        var path = Path.Combine(Folder, ConfigFile);
        var config = JsonNode.Parse(File.ReadAllText(path))!;
        config[field] = JsonNode.Parse(value);
        var before = stages.Answers(1);

        File.WriteAllText(path, config.ToJsonString());

        Assert.Equal(before, stages.Answers(1));
    }

    [Theory]
    [InlineData($"{Gate}.lora_A.weight", null, "missing: model.language_model.layers.0.mlp.gate_proj.lora_A.weight")]
    [InlineData("base_model.model.lm_head.weight", null, "missing: lm_head.weight")]
    [InlineData($"{Gate}.lora_B.weight", $"{Gate}2.lora_B.weight", "of no linear map of this model: model.language_model")]
    [InlineData($"{Gate}.lora_B.weight", $"{Gate}.lora_magnitude_vector", "missing: model.language_model.layers.0.mlp.gate_proj.lora_B")]
    public void Tensors_that_do_not_fit_are_named(string key, string? renamed, string because)
    {
        Rewrite(tensors =>
        {
            var value = tensors[key];
            tensors.Remove(key);
            if (renamed is not null)
            {
                tensors[renamed] = value;
            }
        });

        Refused(because);
    }

    [Theory]
    [InlineData("base_model.model.model.layers.")]
    [InlineData("base_model.model.language_model.model.layers.")]
    [InlineData("base_model.model.language_model.layers.")]
    public void An_adapter_of_another_layout_means_the_same_maps(string beginning)
    {
        const string now = "base_model.model.model.language_model.layers.";
        var before = stages.Answers(1);
        Rewrite(tensors =>
        {
            foreach (var key in tensors.Keys.Where(key => key.StartsWith(now, StringComparison.Ordinal)).ToList())
            {
                tensors[beginning + key[now.Length..]] = tensors[key];
                tensors.Remove(key);
            }
        });

        Assert.Equal(before, stages.Answers(1));
    }

    [Fact]
    public void An_adapter_of_which_nothing_is_in_the_model_is_refused()
    {
        Rewrite(tensors =>
        {
            foreach (var key in tensors.Keys.Where(key => key.Contains("lora_", StringComparison.Ordinal)).ToList())
            {
                tensors[key.Replace("language_model.layers.", "transformer.h.", StringComparison.Ordinal)] = tensors[key];
                tensors.Remove(key);
            }
        });

        Refused("none of its");
    }

    [Fact]
    public void A_tensor_of_another_shape_is_named_with_both_shapes()
    {
        Rewrite(tensors => tensors[$"{Gate}.lora_B.weight"] = zeros(11, 2));

        Refused("gate_proj.lora_B.weight (stored [11, 2], expected [12, 2])");
    }

    [Theory]
    [InlineData(ConfigFile)]
    [InlineData(TensorFile)]
    public void A_missing_file_is_named(string file)
    {
        File.Delete(Path.Combine(Folder, file));

        Refused($"there is no {file}");
    }

    [Theory]
    [InlineData(ConfigFile)]
    [InlineData(TensorFile)]
    public void A_file_that_was_cut_off_is_refused(string file)
    {
        var path = Path.Combine(Folder, file);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^9]);

        Refused(path);
    }

    [Fact]
    public void A_refused_adapter_leaves_the_weights_as_they_were()
    {
        var before = SmallModel.Values(stages.Model);
        Rewrite(tensors =>
        {
            tensors["base_model.model.lm_head.weight"] = zeros(32, 8);
            tensors.Remove($"{Gate}.lora_A.weight");
        });

        Refused("missing");

        Assert.Equal(before, SmallModel.Values(stages.Model));
    }

    [Fact]
    public async Task An_embedding_trained_away_from_a_tied_head_is_refused()
    {
        var settings = Stages.Settings(("modules_to_save", new JsonArray("embed_tokens")), ("between_stages", "continue"));
        using var tied = new Stages(settings, SmallModel.Tied());
        await tied.TrainAsync(1);
        var path = Path.Combine(tied.State(1), ConfigFile);
        var config = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        config["ensure_weight_tying"] = false;
        await File.WriteAllTextAsync(path, config.ToJsonString());

        var error = Assert.Throws<InputException>(() => tied.Answers(1));

        Assert.Contains("ensure_weight_tying", error.Message, StringComparison.Ordinal);
    }

    private void Refused(string because) =>
        Assert.Contains(because, Assert.Throws<InputException>(() => stages.Answers(1)).Message, StringComparison.Ordinal);

    private void Rewrite(Action<Dictionary<string, Tensor>> change)
    {
        using var scope = NewDisposeScope();
        var path = Path.Combine(Folder, TensorFile);
        var tensors = new SafetensorsFiles().Read(path).ToDictionary();
        change(tensors);
        new SafetensorsFiles().Write(path, tensors.Select(tensor => (tensor.Key, tensor.Value)));
    }
}
