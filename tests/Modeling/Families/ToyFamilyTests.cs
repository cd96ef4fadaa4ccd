using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Generation;
using LmmCl.Modeling.Tests.Small;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Tests.Families;

public sealed class ToyFamilyTests : IDisposable
{
    private const string Config = """
        {"model_type": "toy_vl", "vocab_size": 48, "hidden_size": 16, "intermediate_size": 24, "num_hidden_layers": 2,
         "num_attention_heads": 2, "num_key_value_heads": 1}
        """;

    private static readonly Lazy<ToyFamily> added = new(() =>
    {
        var family = new ToyFamily();
        ModelFamilies.Add(family);
        return family;
    });

    private readonly TemporaryFolder folder = new();

    public ToyFamilyTests() => _ = added.Value;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_family_from_outside_is_created_saved_loaded_and_asked()
    {
        using var model = FamilyModels.Create(folder, ToyFamily.Type, Config);
        MultimodalModels.Save(model, folder.File("saved"));

        using var read = MultimodalModels.Load(folder.File("saved"));

        Assert.IsType<ToyModel>(read.Model);
        Assert.Same(added.Value, read.Family);
        Assert.Equal(ModelHash.Of(model), ModelHash.Of(read.Model));
        using var batch = new MultimodalBatch(
            tensor(new long[] { 3, 40, 5 }, [1, 3]), ones(1, 3, dtype: ScalarType.Int64), null, ones(1, 3, 4, 4), [new ImageExtent(4, 4, 1)]);
        Assert.Equal(3, GreedyDecoder.Generate(read.Model, batch, new GenerationOptions(3, []))[0].Count);
        Assert.Equal(["model.eye.weight"], Recipes.Parse("projector").Select(read.Model).Select(parameter => parameter.Name));
    }

    [Fact]
    public void A_second_family_of_a_name_is_refused() =>
        Assert.Contains("already read", Assert.Throws<ArgumentException>(() => ModelFamilies.Add(new ToyFamily())).Message);

    [Fact]
    public void An_unknown_model_type_is_answered_with_near_matches()
    {
        File.WriteAllText(folder.File("config.json"), """{"model_type": "llava_nexd"}""");

        var error = Assert.Throws<InputException>(() => MultimodalModels.Load(folder.Path));

        Assert.Contains("Did you mean 'llava_next'", error.Message);
    }
}
