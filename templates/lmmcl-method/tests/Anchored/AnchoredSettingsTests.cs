using System.Text.Json.Nodes;
using LmmCl.Abstractions;

namespace Anchored.Tests;

public class AnchoredSettingsTests
{
    [Theory]
    [InlineData("""{ "strength": -1 }""", "settings.strength: must be between 0 and 1000.")]
    [InlineData("""{ "recipe": "lmm" }""", "settings.recipe: there is no recipe 'lmm'. Did you mean 'llm'?")]
    public void What_is_wrong_is_named_with_its_place_and_the_fix(string json, string message)
    {
        var values = JsonNode.Parse(json)!.AsObject();

        var error = Assert.Throws<InputException>(() => MethodSettings.Bind(typeof(AnchoredSettings), values, "settings"));

        Assert.Equal(message, error.Message);
    }
}
