using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.LoRA.Tests.Small;

namespace LmmCl.LoRA.Tests;

public class TargetTests
{
    private const string SuffixOfA = ".lora_A.weight";
    private const string Decoder = "model.language_model.layers";

    [Theory]
    [InlineData("\"mlp\"", 6, "gate_proj up_proj down_proj")]
    [InlineData("\"mlp_gate_up\"", 4, "gate_proj up_proj")]
    [InlineData("\"sa_proj\"", 8, "q_proj k_proj v_proj o_proj")]
    [InlineData("\"sa_qkv\"", 6, "q_proj k_proj v_proj")]
    [InlineData("\"llm\"", 14, "q_proj k_proj v_proj o_proj gate_proj up_proj down_proj")]
    [InlineData("\"last_1\"", 7, "q_proj k_proj v_proj o_proj gate_proj up_proj down_proj")]
    [InlineData("\"projector\"", 2, "linear_1 linear_2")]
    [InlineData("\"as-published\"", 6, "gate_proj up_proj down_proj")]
    [InlineData("\"all-linear\"", 14 + 2 + 6, "q_proj k_proj v_proj out_proj fc1 fc2 linear_1 linear_2 o_proj gate_proj up_proj down_proj")]
    [InlineData("""["fc1", "mlp.down_proj"]""", 3, "fc1 down_proj")]
    [InlineData("""["q_proj"]""", 3, "q_proj")]
    [InlineData("""["lm_head"]""", 1, "lm_head")]
    [InlineData("\".*layers\\\\.1\\\\.mlp\\\\.(gate|up)_proj\"", 2, "gate_proj up_proj")]
    public async Task Targets_mean_these_linear_maps(string targets, int count, string lastParts)
    {
        var adapted = await Adapted(("targets", JsonNode.Parse(targets)!));

        Assert.Equal(count, adapted.Count);
        Assert.Equal(lastParts.Split(' ').Order(), adapted.Select(name => name[(name.LastIndexOf('.') + 1)..]).Distinct().Order());
    }

    [Fact]
    public async Task A_regular_expression_must_match_the_whole_name()
    {
        var error = await Assert.ThrowsAsync<InputException>(() => Adapted(("targets", "layers\\.1\\.mlp")));

        Assert.Equal("settings.targets: no linear map of this llava_onevision model is meant by 'layers\\.1\\.mlp'.", error.Message);
    }

    [Fact]
    public async Task A_list_entry_that_means_nothing_is_answered_with_near_matches()
    {
        var error = await Assert.ThrowsAsync<InputException>(() => Adapted(("targets", new JsonArray("q_proj", "v_porj"))));

        Assert.Contains("ends with 'v_porj'. Did you mean", error.Message, StringComparison.Ordinal);
        Assert.Contains("'v_proj'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_trains_in_full_gets_no_adapter()
    {
        var adapted = await Adapted(
            ("targets", "all-linear"), ("train_projector", true), ("modules_to_save", new JsonArray("layers.0.mlp")));

        Assert.DoesNotContain(adapted, name => name.Contains("projector", StringComparison.Ordinal));
        Assert.Equal([$"{Decoder}.1.mlp.down_proj"], adapted.Where(name => name.EndsWith("down_proj", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_unknown_module_to_save_is_answered_with_near_matches()
    {
        var error = await Assert.ThrowsAsync<InputException>(() => Adapted(("modules_to_save", new JsonArray("lm_haed"))));

        Assert.Contains("no parameter in a module 'lm_haed'. Did you mean 'lm_head'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ranks_and_scales_follow_the_patterns()
    {
        using var stages = new Stages(Stages.Settings(
            ("rank_pattern", new JsonObject { ["down_proj"] = 3, [@"layers\.0\.mlp\.up_proj"] = 5 }), ("targets", "mlp")));
        var stage = stages.Context(1);
        using var method = await stages.PrepareAsync(stage);

        var ranks = stage.Trained.Where(parameter => parameter.Name.EndsWith(SuffixOfA, StringComparison.Ordinal))
            .ToDictionary(parameter => parameter.Name[(Decoder.Length + 1)..^SuffixOfA.Length], parameter => parameter.Value.shape[0]);

        Assert.Equal((3, 3), (ranks["0.mlp.down_proj"], ranks["1.mlp.down_proj"]));
        Assert.Equal((5, 2), (ranks["0.mlp.up_proj"], ranks["1.mlp.up_proj"]));
    }

    private static async Task<List<string>> Adapted(params (string Key, JsonNode Value)[] settings)
    {
        using var stages = new Stages(Stages.Settings(settings));
        var stage = stages.Context(1);
        using var method = await stages.PrepareAsync(stage);
        var names = stage.Trained.Select(parameter => parameter.Name).Where(name => name.EndsWith(SuffixOfA, StringComparison.Ordinal));
        return [.. names.Select(name => name[..^SuffixOfA.Length])];
    }
}
