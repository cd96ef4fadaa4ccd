using System.Text.Json.Nodes;
using LmmCl.Abstractions;

namespace LmmCl.LwF.Tests;

public class LwFSettingsTests
{
    [Fact]
    public void Nothing_said_leaves_the_published_settings_and_distils_on_answers() =>
        Assert.Equal(
            """{"recipe":"mlp","lambda":1,"temperature":2,"positions":"answer","cache_teacher":false}""",
            MethodSettings.ToJson(Bind("{}")).ToJsonString());

    [Fact]
    public void Settings_are_bound_by_their_names_in_snake_case()
    {
        var settings = Bind("""{ "recipe": "sa_proj", "lambda": 0.5, "temperature": 4, "positions": "as-published-with-labels" }""");

        Assert.Equal(
            new LwFSettings { Recipe = "sa_proj", Lambda = 0.5, Temperature = 4, Positions = DistilledPositions.AsPublishedWithLabels },
            settings);
    }

    [Theory]
    [InlineData("""{ "lamda": 1 }""", "run.yaml: settings.lamda", "'lambda'")]
    [InlineData("""{ "recipe": "mpl" }""", "run.yaml: settings.recipe", "'mlp'")]
    [InlineData("""{ "lambda": -0.1 }""", "run.yaml: settings.lambda", "between 0")]
    [InlineData("""{ "temperature": 0 }""", "run.yaml: settings.temperature", "between 0.01")]
    [InlineData("""{ "positions": "anwser" }""", "run.yaml: settings.positions", "'answer'")]
    [InlineData("""{ "positions": "as-published", "cache_teacher": true }""", "run.yaml: settings.cache_teacher", "do not depend")]
    [InlineData("""{ "positions": "as-published-with-labels", "cache_teacher": true }""", "run.yaml: settings.cache_teacher", "or all")]
    public void What_is_wrong_is_named_with_its_place_and_the_fix(string json, string place, string part)
    {
        var error = Assert.Throws<InputException>(() => Bind(json));

        Assert.StartsWith(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("answer")]
    [InlineData("all")]
    public void What_an_example_has_by_itself_can_be_cached(string positions) =>
        Assert.True(Bind($$"""{ "positions": "{{positions}}", "cache_teacher": true }""").CacheTeacher);

    private static LwFSettings Bind(string json) =>
        (LwFSettings)MethodSettings.Bind(typeof(LwFSettings), JsonNode.Parse(json)!.AsObject(), "run.yaml: settings");
}
