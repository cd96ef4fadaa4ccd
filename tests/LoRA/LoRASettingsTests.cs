using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.LoRA.Targets;

namespace LmmCl.LoRA.Tests;

public class LoRASettingsTests
{
    [Fact]
    public void Nothing_said_leaves_the_studys_choices_recorded_in_full() => Assert.Equal(
        """
        {"rank":256,"alpha":32,"dropout":0.05,"targets":"mlp","rank_pattern":{},"alpha_pattern":{},"use_rslora":false,"bias":"none",
        "modules_to_save":[],"train_projector":false,"adapter":null,"between_stages":"merge"}
        """.ReplaceLineEndings(""),
        MethodSettings.ToJson(Bind("{}")).ToJsonString());

    [Fact]
    public void Settings_are_bound_by_their_names_in_snake_case()
    {
        var settings = Bind(
            """
            { "rank": 8, "alpha": 16, "use_rslora": true, "bias": "lora-only", "rank_pattern": { "down_proj": 4 },
              "modules_to_save": ["lm_head"], "between_stages": "stack" }
            """);

        Assert.Equal((8, 16.0, true), (settings.Rank, settings.Alpha, settings.UseRslora));
        Assert.Equal((BiasTraining.LoraOnly, BetweenStages.Stack), (settings.Bias, settings.BetweenStages));
        Assert.Equal(4, settings.RankPattern["down_proj"]);
        Assert.Equal(["lm_head"], settings.ModulesToSave);
    }

    [Theory]
    [InlineData("\"sa_proj+mlp_gate_up\"")]
    [InlineData("\"all-linear\"")]
    [InlineData("\"as-published\"")]
    [InlineData("""["q_proj","v_proj"]""")]
    [InlineData("\".*layers\\\\.1\\\\.mlp\\\\.(gate|up)_proj\"")]
    public void Targets_are_recorded_in_the_form_that_they_were_given_in(string targets)
    {
        var recorded = MethodSettings.ToJson(Bind($$"""{ "targets": {{targets}} }"""));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(targets), recorded["targets"]));
        Assert.Equal(LoRATargets.Default, Bind("""{ "targets": "mlp" }""").Targets);
    }

    [Theory]
    [InlineData("""{ "rnak": 8 }""", "run.yaml: settings.rnak", "'rank'")]
    [InlineData("""{ "rank": 0 }""", "run.yaml: settings.rank", "between 1 and 65536")]
    [InlineData("""{ "alpha": 0 }""", "run.yaml: settings.alpha", "above 0")]
    [InlineData("""{ "dropout": 1 }""", "run.yaml: settings.dropout", "below 1")]
    [InlineData("""{ "rank_pattern": { "down_proj": 0 } }""", "run.yaml: settings.rank_pattern", "between 1 and 65536")]
    [InlineData("""{ "alpha_pattern": { "down_proj": -1 } }""", "run.yaml: settings.alpha_pattern", "above 0")]
    [InlineData("""{ "between_stages": "merg" }""", "run.yaml: settings.between_stages", "'merge'")]
    [InlineData("""{ "bias": "lora_only" }""", "run.yaml: settings.bias", "'lora-only'")]
    [InlineData("""{ "targets": "mpl" }""", "run.yaml: settings.targets", "'mlp'")]
    [InlineData("""{ "targets": "all_linear" }""", "run.yaml: settings.targets", "'all-linear'")]
    [InlineData("""{ "targets": [] }""", "run.yaml: settings.targets", "empty")]
    [InlineData("""{ "targets": ".*(q_proj" }""", "run.yaml: settings.targets", "not a regular expression")]
    [InlineData("""{ "targets": 3 }""", "run.yaml: settings.targets", "wrong kind")]
    [InlineData("""{ "adapter": "here", "rank": 8 }""", "run.yaml: settings.rank", "adapter_config.json already")]
    [InlineData("""{ "adapter": "here", "train_projector": true }""", "run.yaml: settings.train_projector", "adapter_config.json already")]
    public void What_is_wrong_is_named_with_its_place_and_the_fix(string json, string place, string part)
    {
        var error = Assert.Throws<InputException>(() => Bind(json));

        Assert.StartsWith(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    private static LoRASettings Bind(string json) =>
        (LoRASettings)MethodSettings.Bind(typeof(LoRASettings), JsonNode.Parse(json)!.AsObject(), "run.yaml: settings");
}
