using System.Text.Json.Nodes;
using LmmCl.Abstractions;

namespace LmmCl.WiSEFT.Tests;

public class WiSEFTSettingsTests
{
    [Fact]
    public void Nothing_said_leaves_the_published_weight_and_merges_what_trained() =>
        Assert.Equal(
            """{"recipe":"mlp","previous_weight":0.1,"sweep":[],"mode":"default","merge_dtype":"bfloat16","weights":null}""",
            MethodSettings.ToJson(Bind("{}")).ToJsonString());

    [Fact]
    public void Settings_are_bound_by_their_names_in_snake_case()
    {
        var settings = Bind("""
            { "recipe": "sa_proj", "previous_weight": 0.4, "sweep": [0, 0.25, 1], "mode": "as-published", "merge_dtype": "float32" }
            """);

        Assert.Equal(("sa_proj", 0.4), (settings.Recipe, settings.PreviousWeight));
        Assert.Equal((MergeMode.AsPublished, MergeDtype.Float32), (settings.Mode, settings.MergeDtype));
        Assert.Equal([0, 0.25, 1], settings.Sweep);
    }

    [Fact]
    public void Variants_are_named_by_the_weight_of_the_previous_model() =>
        Assert.Equal(
            ["previous_weight=0", "previous_weight=0.3", "previous_weight=1"],
            new WiSEFTMethod().Variants(Bind("""{ "sweep": [0.0, 0.3, 1.0] }""")));

    [Fact]
    public void Published_weights_may_miss_their_sum_by_a_millionth() =>
        Assert.Equal([0.5, 0.5000005], Bind("""{ "mode": "as-published", "weights": [0.5, 0.5000005] }""").Weights!);

    [Theory]
    [InlineData("""{ "previous_wieght": 0.1 }""", "run.yaml: settings.previous_wieght", "'previous_weight'")]
    [InlineData("""{ "alpha": 0.1 }""", "run.yaml: settings.alpha", "no such setting")]
    [InlineData("""{ "recipe": "mpl" }""", "run.yaml: settings.recipe", "'mlp'")]
    [InlineData("""{ "previous_weight": 1.1 }""", "run.yaml: settings.previous_weight", "0 (the tuned model) and 1 (the previous one)")]
    [InlineData("""{ "previous_weight": -0.1 }""", "run.yaml: settings.previous_weight", "between 0")]
    [InlineData("""{ "sweep": [0.3, 1.5] }""", "run.yaml: settings.sweep", "1.5 is not a weight")]
    [InlineData("""{ "sweep": [0.3, 0.5, 0.3] }""", "run.yaml: settings.sweep", "0.3 is named twice")]
    [InlineData("""{ "sweep": 0.3 }""", "run.yaml: settings.sweep", "wrong kind")]
    [InlineData("""{ "sweep": null }""", "run.yaml: settings.sweep", "wrong kind")]
    [InlineData("""{ "mode": "published" }""", "run.yaml: settings.mode", "'as-published'")]
    [InlineData("""{ "merge_dtype": "bf16" }""", "run.yaml: settings.merge_dtype", "'bf16' is not a choice")]
    [InlineData("""{ "weights": [0.5, 0.5] }""", "run.yaml: settings.weights", "for the mode as-published")]
    [InlineData("""{ "mode": "as-published", "weights": [0.5, 0.6] }""", "run.yaml: settings.weights", "must sum to 1, they sum to 1.1")]
    [InlineData("""{ "mode": "as-published", "weights": [1.0] }""", "run.yaml: settings.weights", "there are 1")]
    [InlineData("""{ "mode": "as-published", "weights": [] }""", "run.yaml: settings.weights", "there are 0")]
    public void What_is_wrong_is_named_with_its_place_and_the_fix(string json, string place, string part)
    {
        var error = Assert.Throws<InputException>(() => Bind(json));

        Assert.StartsWith(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    private static WiSEFTSettings Bind(string json) =>
        (WiSEFTSettings)MethodSettings.Bind(typeof(WiSEFTSettings), JsonNode.Parse(json)!.AsObject(), "run.yaml: settings");
}
