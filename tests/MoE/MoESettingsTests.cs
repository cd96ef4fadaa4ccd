using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.MoE.Routings;

namespace LmmCl.MoE.Tests;

public class MoESettingsTests
{
    [Fact]
    public void Nothing_said_mixes_both_experts_softly() => Assert.Equal(RoutingKind.Soft, Bind("{}").Routing);

    [Theory]
    [InlineData("soft", RoutingKind.Soft)]
    [InlineData("top1", RoutingKind.Top1)]
    [InlineData("balanced", RoutingKind.Balanced)]
    [InlineData("as-published", RoutingKind.AsPublished)]
    public void A_routing_is_named_in_kebab_case(string name, RoutingKind expected) =>
        Assert.Equal(expected, Bind($$"""{ "routing": "{{name}}" }""").Routing);

    [Fact]
    public void What_is_published_is_the_default_of_the_published_routing()
    {
        var settings = Bind("""{ "routing": "as-published" }""");

        Assert.Equal((TrainingMode.Combined, 0.0), (settings.TrainingMode, settings.AuxiliaryWeight));
        Assert.Equal((2, 1), (settings.TopK, settings.EvaluationTopK));
    }

    [Theory]
    [InlineData("""{ "routing": "sofft" }""", "settings.routing", "'soft'")]
    [InlineData("""{ "rooting": "soft" }""", "settings.rooting", "'routing'")]
    [InlineData("""{ "balance_weight": 0.1 }""", "settings.balance_weight", "routing: balanced")]
    [InlineData("""{ "routing": "balanced", "balance_weight": 0 }""", "settings.balance_weight", "above 0")]
    [InlineData("""{ "routing": "top1", "balanced_mixing": "top1" }""", "settings.balanced_mixing", "routing: balanced")]
    [InlineData("""{ "top_k": 1 }""", "settings.top_k", "routing: as-published")]
    [InlineData("""{ "routing": "as-published", "top_k": 0 }""", "settings.top_k", "at least 1")]
    [InlineData("""{ "training_mode": "router" }""", "settings.training_mode", "routing: as-published")]
    [InlineData("""{ "routing": "as-published", "training_mode": "tuned_model" }""", "settings.training_mode", "'tuned-model'")]
    [InlineData("""{ "routing": "as-published", "routing_init_bias": 2 }""", "settings.routing_init_bias", "no effect as published")]
    [InlineData("""{ "routing_init_bias": "much" }""", "settings.routing_init_bias", "wrong kind")]
    public void What_is_wrong_is_named_with_its_place_and_the_fix(string json, string place, string part)
    {
        var error = Assert.Throws<InputException>(() => Bind(json));

        Assert.StartsWith(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    private static MoESettings Bind(string json) =>
        (MoESettings)MethodSettings.Bind(typeof(MoESettings), JsonNode.Parse(json)!.AsObject(), "settings");
}
