using System.Text.Json.Nodes;
using LmmCl.Abstractions;

namespace LmmCl.SelectiveTuning.Tests;

public class SelectiveTuningSettingsTests
{
    [Fact]
    public void Settings_are_bound_by_their_names_in_snake_case()
    {
        var settings = Bind("""{ "recipe": "mlp", "last_layers": 2 }""");

        Assert.Equal(new SelectiveTuningSettings { Recipe = "mlp", LastLayers = 2 }, settings);
    }

    [Fact]
    public void Nothing_said_leaves_the_defaults() => Assert.Equal("sa_proj", Bind("{}").Recipe);

    [Theory]
    [InlineData("""{ "recpie": "mlp" }""", "run.yaml: settings.recpie", "'recipe'")]
    [InlineData("""{ "recipe": "mpl" }""", "run.yaml: settings.recipe", "'mlp'")]
    [InlineData("""{ "last_layers": 0 }""", "run.yaml: settings.last_layers", "between 1 and 1024")]
    [InlineData("""{ "last_layers": "many" }""", "run.yaml: settings.last_layers", "wrong kind")]
    [InlineData("""{ "first_layers": 1, "last_layers": 1 }""", "run.yaml: settings.first_layers", "ambiguous")]
    [InlineData("""{ "recipe": "last_2", "last_layers": 2 }""", "run.yaml: settings.last_layers", "names layers already")]
    public void What_is_wrong_is_named_with_its_place_and_the_fix(string json, string place, string part)
    {
        var error = Assert.Throws<InputException>(() => Bind(json));

        Assert.StartsWith(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_are_recorded_with_every_default() =>
        Assert.Equal(
            """{"recipe":"sa_proj","first_layers":null,"last_layers":null}""",
            MethodSettings.ToJson(new SelectiveTuningSettings()).ToJsonString());

    private static SelectiveTuningSettings Bind(string json)
    {
        var given = JsonNode.Parse(json)!.AsObject();
        return (SelectiveTuningSettings)MethodSettings.Bind(typeof(SelectiveTuningSettings), given, "run.yaml: settings");
    }
}
