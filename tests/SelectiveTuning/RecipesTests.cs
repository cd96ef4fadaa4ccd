using LmmCl.Abstractions;
using static LmmCl.Abstractions.ParameterRole;

namespace LmmCl.SelectiveTuning.Tests;

public class RecipesTests
{
    private const int Layers = 8;

    [Theory]
    [InlineData("vision_tower", "VisionTower")]
    [InlineData("projector", "Projector")]
    [InlineData("vision_and_projector", "VisionTower Projector")]
    [InlineData("sa_proj", "AttentionQuery AttentionKey AttentionValue AttentionOutput")]
    [InlineData("sa_qkv", "AttentionQuery AttentionKey AttentionValue")]
    [InlineData("sa_proj_qkv", "AttentionQuery AttentionKey AttentionValue")]
    [InlineData("attn_vo", "AttentionValue AttentionOutput")]
    [InlineData("mlp", "MlpGate MlpUp MlpDown")]
    [InlineData("mlp_gate_up", "MlpGate MlpUp")]
    [InlineData("mlp_down", "MlpDown")]
    [InlineData("sa_proj+mlp_gate_up", "AttentionQuery AttentionKey AttentionValue AttentionOutput MlpGate MlpUp")]
    [InlineData("llm", "TokenEmbedding AttentionQuery AttentionKey AttentionValue AttentionOutput MlpGate MlpUp MlpDown Norm Head")]
    [InlineData(
        "full",
        "VisionTower Projector TokenEmbedding AttentionQuery AttentionKey AttentionValue AttentionOutput MlpGate MlpUp MlpDown Norm Head")]
    public void A_recipe_trains_exactly_its_roles_in_every_layer(string name, string roles)
    {
        var recipe = Recipes.Parse(name);

        for (var layer = 0; layer < Layers; layer++)
        {
            Assert.Equal(roles, string.Join(' ', Enum.GetValues<ParameterRole>().Where(role => recipe.Trains(role, layer, Layers))));
        }
    }

    [Theory]
    [InlineData("last_2", new[] { 6, 7 })]
    [InlineData("first_3", new[] { 0, 1, 2 })]
    [InlineData("freeze_last_5", new[] { 0, 1, 2 })]
    public void Layer_recipes_train_whole_layers_with_embedding_final_norm_and_head(string name, int[] layers)
    {
        var recipe = Recipes.Parse(name);

        var trained = Enumerable.Range(0, Layers)
            .Where(layer => recipe.Trains(Norm, layer, Layers) && recipe.Trains(MlpDown, layer, Layers));
        Assert.Equal(layers, trained);
        Assert.True(recipe.Trains(TokenEmbedding, null, Layers) && recipe.Trains(Norm, null, Layers) && recipe.Trains(Head, null, Layers));
        Assert.False(recipe.Trains(VisionTower, null, Layers) || recipe.Trains(Projector, null, Layers));
    }

    [Fact]
    public void No_recipe_trains_the_image_newline_or_what_a_method_added() =>
        Assert.All(Recipes.Names.Select(name => Recipes.Parse(name)), recipe =>
        {
            Assert.False(recipe.Trains(ImageNewline, null, Layers));
            Assert.False(recipe.Trains(Added, 0, Layers));
        });

    [Theory]
    [InlineData("sa_porj", "'sa_proj'")]
    [InlineData("mlp_gate", "'mlp_gate_up'")]
    [InlineData("last_x", "'last_4'")]
    [InlineData("last_0", "'last_4'")]
    [InlineData("sa_proj+mpl", "'mlp'")]
    public void An_unknown_recipe_is_answered_with_near_matches(string name, string suggestion)
    {
        var error = Assert.Throws<InputException>(() => Recipes.Parse(name, "run.yaml: recipe"));

        Assert.StartsWith("run.yaml: recipe: there is no recipe", error.Message, StringComparison.Ordinal);
        Assert.Contains(suggestion, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("llm+sa_proj", "'sa_proj' is already part of 'llm'")]
    [InlineData("mlp_down+mlp", "'mlp_down' is already part of 'mlp'")]
    [InlineData("sa_proj+sa_proj", "'sa_proj' is already part of 'sa_proj'")]
    [InlineData("last_2+last_4", "'last_2' is already part of 'last_4'")]
    public void A_part_that_adds_nothing_is_refused_as_ambiguous(string name, string because) =>
        Assert.Contains(because, Assert.Throws<InputException>(() => Recipes.Parse(name)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("sa_qkv+attn_vo")]
    [InlineData("projector+last_2")]
    [InlineData("first_2+last_2")]
    [InlineData("mlp_gate_up+mlp_down")]
    public void Parts_that_add_something_to_each_other_are_a_union(string name)
    {
        var parts = name.Split('+').Select(part => Recipes.Parse(part)).ToList();
        var union = Recipes.Parse(name);

        Assert.All(Enum.GetValues<ParameterRole>(), role => Assert.All(Enumerable.Range(0, Layers), layer =>
            Assert.Equal(parts.Exists(part => part.Trains(role, layer, Layers)), union.Trains(role, layer, Layers))));
    }
}
