using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.LlavaOnevision;

namespace LmmCl.SelectiveTuning.Tests;

public class RecipeCountsTests
{
    private static readonly string goldens = Path.Combine(Root(), "tests", "goldens", "families", "llava_onevision");

    /// <summary>The numbers come from the reference library's own model.</summary>
    [Fact]
    public async Task Every_recipe_chooses_as_many_numbers_as_the_reference()
    {
        using var model = Model();
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(goldens, "counts.json")));

        foreach (var recipe in json.RootElement.GetProperty("recipes").EnumerateObject())
        {
            var trained = await Prepared(model, new SelectiveTuningSettings { Recipe = recipe.Name });

            Assert.Equal((recipe.Name, recipe.Value.GetInt64()), (recipe.Name, trained.Sum(parameter => parameter.Value.numel())));
        }
    }

    [Fact]
    public async Task Last_layers_of_the_whole_language_model_are_the_recipe_of_that_name()
    {
        using var model = Model();

        var restricted = await Prepared(model, new SelectiveTuningSettings { Recipe = "llm", LastLayers = 2 });
        var named = await Prepared(model, new SelectiveTuningSettings { Recipe = "last_2" });

        Assert.Equal(named, restricted);
        Assert.Equal([null, 1, 2], named.Select(parameter => parameter.Layer).Distinct().Order());
    }

    [Fact]
    public async Task A_recipe_in_the_first_layers_trains_nothing_else()
    {
        using var model = Model();

        var trained = await Prepared(model, new SelectiveTuningSettings { Recipe = "mlp_down", FirstLayers = 1 });

        Assert.Equal(["model.language_model.layers.0.mlp.down_proj.weight"], trained.Select(parameter => parameter.Name));
    }

    [Theory]
    [InlineData("last_9", null, "names 9 layers, the language model has 3")]
    [InlineData("mlp", 9, "names 9 layers, the language model has 3")]
    [InlineData("projector", 1, "trains nothing in the language model's layers")]
    public async Task What_the_model_does_not_have_is_refused(string recipe, int? lastLayers, string because)
    {
        using var model = Model();

        var settings = new SelectiveTuningSettings { Recipe = recipe, LastLayers = lastLayers };
        var error = await Assert.ThrowsAsync<InputException>(() => Prepared(model, settings));

        Assert.Contains(because, error.Message, StringComparison.Ordinal);
    }

    private static LlavaOnevisionModel Model() => new(LlavaOnevisionConfig.Read(Path.Combine(goldens, "checkpoint", "config.json")));

    private static async Task<IReadOnlyList<ModelParameter>> Prepared(IMultimodalModel model, SelectiveTuningSettings settings)
    {
        var stage = new StageContext
        {
            Number = 1,
            Skill = "any",
            Model = model,
            Seed = 1,
            BoundSettings = settings,
            WorkFolder = Path.GetTempPath(),
            StateFolder = Path.GetTempPath(),
            Files = new SafetensorsFiles(),
        };
        await new SelectiveTuningMethod().PrepareAsync(stage, CancellationToken.None);
        return stage.Trained;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LmmCl.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
