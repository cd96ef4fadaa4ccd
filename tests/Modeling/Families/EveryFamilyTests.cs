using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Configuration;
using LmmCl.Modeling.Generation;
using LmmCl.Modeling.Layers;
using LmmCl.Modeling.Tests.Small;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Tests.Families;

[Collection(LiveTensors.Name)]
public sealed class EveryFamilyTests : IDisposable
{
    private const double Close = 2e-5;

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Families => FamilyModels.Names;

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Families))]
    public void A_model_has_exactly_the_parameters_that_its_configuration_lists(string family)
    {
        using var model = FamilyModels.Create(folder, family);
        var config = JsonFields.Parse("config.json", FamilyModels.Config(family));

        Assert.Equal(
            ModelFamilies.Of(config).Read(config).Parameters().Select(shape => $"{shape.Name} {string.Join(',', shape.Shape)}"),
            model.Parameters.Select(parameter => $"{parameter.Name} {string.Join(',', parameter.Value.shape)}"));
        Assert.Equal(((nn.Module)model).named_parameters().Count(), model.Parameters.Count);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_saved_model_reads_back_bit_equal(string family)
    {
        using var model = FamilyModels.Create(folder, family);

        MultimodalModels.Save(model, folder.File("saved"));
        using var read = MultimodalModels.Load(folder.File("saved"));

        Assert.Equal(ModelHash.Of(model), ModelHash.Of(read.Model));
        Assert.Equal(model.ConfigJson("float32").ToJsonString(), read.Model.ConfigJson("float32").ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_recipe_for_the_language_model_trains_nothing_of_the_tower(string family)
    {
        using var model = FamilyModels.Create(folder, family);

        foreach (var recipe in new[] { "sa_proj", "mlp", "mlp_gate_up", "llm" })
        {
            var selected = Recipes.Parse(recipe).Select(model);
            Assert.NotEmpty(selected);
            Assert.All(selected, parameter =>
                Assert.True(parameter.Name.StartsWith("model.language_model.", StringComparison.Ordinal) || parameter.Name == "lm_head.weight"));
        }

        Assert.All(
            Recipes.Parse("projector").Select(model),
            parameter => Assert.Matches("multi_modal_projector|merger", parameter.Name));
        Assert.DoesNotContain(Recipes.Parse("vision_tower").Select(model), parameter => parameter.Name.Contains("merger"));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_linear_map_of_the_tower_can_be_wrapped(string family)
    {
        using var model = FamilyModels.Create(folder, family);

        var wrappable = model.Modules.Count(module => module is { Kind: ModuleKind.Linear, Role: ParameterRole.VisionTower });

        Assert.Equal(family == "qwen2_5_vl" ? 3 * 5 : 3 * 6, wrappable);
    }

    [Theory]
    [InlineData("llava_onevision", true)]
    [InlineData("llava_onevision", false)]
    [InlineData("llava_next", true)]
    [InlineData("llava_next", false)]
    [InlineData("qwen2_5_vl", true)]
    [InlineData("qwen2_5_vl", false)]
    public void Padding_gives_each_row_what_it_gives_alone(string family, bool left)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var model = FamilyModels.Create(folder, family);
        ImageExtent?[] rows = [FamilyModels.Wide(family), null, FamilyModels.Tall(family)];
        var batch = FamilyModels.Batch(model, left, rows);
        var logits = model.Logits(batch);
        var pixel = 0;
        for (var row = 0; row < rows.Length; row++)
        {
            var real = batch.AttentionMask[row].sum().item<long>();
            var start = left ? batch.InputIds.shape[1] - real : 0;
            var crops = rows[row]?.Crops ?? 0;
            var alone = new MultimodalBatch(
                batch.InputIds.narrow(0, row, 1).narrow(1, start, real),
                ones(1, real, dtype: ScalarType.Int64),
                null,
                crops == 0 ? null : batch.PixelValues!.narrow(0, pixel, crops),
                rows[row] is { } image ? [image] : []);
            var difference = (model.Logits(alone)[0] - logits[row].narrow(0, start, real)).abs().max().item<float>();
            Assert.True(difference < Close, $"row {row}: {difference}");
            pixel += crops;
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_batch_is_answered_as_each_prompt_alone(string family)
    {
        using var scope = NewDisposeScope();
        using var model = FamilyModels.Create(folder, family);
        ImageExtent?[] rows = [FamilyModels.Wide(family), null, FamilyModels.Tall(family)];
        var options = new GenerationOptions(6, []);

        var together = GreedyDecoder.Generate(model, FamilyModels.Batch(model, left: true, rows), options);

        var first = GreedyDecoder.Generate(model, FamilyModels.Batch(model, left: true, rows[0]), options)[0];
        Assert.Equal(first, together[0]);
        Assert.All(together, answer => Assert.Equal(6, answer.Count));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Each_new_token_is_what_a_whole_pass_would_choose(string family)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var model = FamilyModels.Create(folder, family);
        var batch = FamilyModels.Batch(model, left: true, FamilyModels.Wide(family));

        var written = GreedyDecoder.Generate(model, batch, new GenerationOptions(4, []))[0];

        var ids = cat([batch.InputIds, tensor(written.Select(id => (long)id).ToArray(), [1, 4])], 1);
        var whole = model.Logits(batch with { InputIds = ids, AttentionMask = ones_like(ids) });
        var length = batch.InputIds.shape[1];
        var chosen = whole[0].narrow(0, length - 1, 4).argmax(-1).data<long>().ToArray();
        Assert.Equal(written.Select(id => (long)id), chosen);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Recomputed_blocks_give_the_same_gradients(string family)
    {
        using var scope = NewDisposeScope();
        using var model = FamilyModels.Create(folder, family);
        var batch = FamilyModels.Batch(model, left: false, FamilyModels.Wide(family), null);

        var plain = Gradients(model, batch);
        using (var recomputation = Recomputation.Begin(0))
        {
            var again = Gradients(model, batch);
            recomputation.ThrowIfFailed();
            Assert.All(plain, pair => Assert.True((pair.Value - again[pair.Key]).abs().max().item<float>() < Close, pair.Key));
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Passes_leave_no_tensors_behind(string family)
    {
        using var model = FamilyModels.Create(folder, family);
        Pass(model, family);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        Pass(model, family);

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static void Pass(IGeneratingModel model, string family)
    {
        using var batch = FamilyModels.Batch(model, left: true, FamilyModels.Wide(family), null);
        using var logits = model.Logits(batch);
        _ = GreedyDecoder.Generate(model, batch, new GenerationOptions(3, []));
    }

    private static Dictionary<string, Tensor> Gradients(IGeneratingModel model, MultimodalBatch batch)
    {
        ((nn.Module)model).zero_grad();
        model.Logits(batch).sin().sum().backward();
        return model.Parameters.Where(parameter => parameter.Value.grad is not null)
            .ToDictionary(parameter => parameter.Name, parameter => parameter.Value.grad!.clone());
    }
}
