using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Layers;
using LmmCl.Modeling.LlavaOnevision;
using LmmCl.Modeling.Tests.Small;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Tests;

[Collection(LiveTensors.Name)]
public class RecomputationTests
{
    [Theory]
    [InlineData("full")]
    [InlineData("sa_proj")]
    [InlineData("vision_tower")]
    [InlineData("last_1")]
    public void Checkpointed_blocks_give_the_same_gradients_to_the_bit(string recipe)
    {
        using var model = SmallModel.Create();
        using var batch = SmallModel.Pictures((12, 12, true), (24, 12, true));
        Train(model, recipe);

        var kept = Gradients(model, batch, checkpointed: false);
        var computedAgain = Gradients(model, batch, checkpointed: true);

        Assert.NotEmpty(kept);
        Assert.Equal(kept.Keys, computedAgain.Keys);
        Assert.All(kept, gradient => Assert.Equal(gradient.Value, computedAgain[gradient.Key]));
    }

    [Fact]
    public void Prompts_padded_on_the_left_and_chosen_rows_are_computed_again_alike()
    {
        using var model = SmallModel.Create();
        using var batch = SmallModel.Texts(left: true, 5, 9, 7);
        using var rows = tensor(new long[] { 7, 8, 16 });
        Train(model, "llm");

        Assert.Equal(Gradients(model, batch, checkpointed: false, rows), Gradients(model, batch, checkpointed: true, rows));
    }

    [Fact]
    public void Dropout_of_a_wrapper_is_the_same_when_it_is_computed_again()
    {
        using var model = SmallModel.Create();
        using var batch = SmallModel.Texts(left: false, 9, 6);
        Train(model, "mlp");
        foreach (var module in model.Modules.Where(module => module.Kind == ModuleKind.Mlp))
        {
            module.Wrap((x, inner) => inner(nn.functional.dropout(x, 0.5)));
        }

        Assert.Equal(Gradients(model, batch, checkpointed: false), Gradients(model, batch, checkpointed: true));
    }

    [Fact]
    public void A_parameter_of_a_wrapper_in_the_first_frozen_block_gets_its_gradient()
    {
        using var model = SmallModel.Create();
        using var batch = SmallModel.Texts(left: false, 9, 6);
        using var scale = new Parameter(tensor(1.5f));
        Train(model, null);
        using var wrapped = model.Modules.First(module => module is { Kind: ModuleKind.Mlp, Layer: 0 }).Wrap((x, inner) => inner(x) * scale);

        var kept = Gradient(false);

        Assert.NotEqual(0, kept);
        Assert.Equal(kept, Gradient(true));

        float Gradient(bool checkpointed)
        {
            scale.grad = null;
            Backward(model, batch, checkpointed);
            using var found = scale.grad!;
            return found.item<float>();
        }
    }

    [Fact]
    public void What_a_wrapper_gives_beside_its_output_has_a_gradient_too()
    {
        using var model = SmallModel.Create();
        using var batch = SmallModel.Texts(left: false, 9, 6);
        using var router = new Parameter(arange(0, 16, dtype: ScalarType.Float32).mul_(0.1).sin_());
        Train(model, null);
        var penalties = new List<Tensor>();
        foreach (var module in model.Modules.Where(module => module.Kind == ModuleKind.Mlp))
        {
            module.Wrap((x, inner) =>
            {
                var logit = x.matmul(router).unsqueeze(-1);
                SideOutputs.Give([logit], given => penalties.Add(given[0].square().mean().DetachFromDisposeScope()));
                return inner(x) * logit.sigmoid();
            });
        }

        Assert.Equal(Gradient(false), Gradient(true));

        float[] Gradient(bool checkpointed)
        {
            router.grad = null;
            penalties.Clear();
            Backward(model, batch, checkpointed, loss => loss + stack(penalties).sum());
            using var found = router.grad!;
            return found.data<float>().ToArray();
        }
    }

    [Fact]
    public void An_error_while_a_block_is_computed_again_is_thrown_after_the_backward_pass()
    {
        using var model = SmallModel.Create();
        using var batch = SmallModel.Texts(left: false, 9, 6);
        Train(model, "llm");
        var calls = 0;
        using var wrapped = model.Modules.First(module => module.Kind == ModuleKind.Mlp)
            .Wrap((x, inner) => calls++ == 0 ? inner(x) : throw new InvalidOperationException("out of luck"));

        var error = Assert.Throws<InvalidOperationException>(() => Backward(model, batch, checkpointed: true));

        Assert.Equal("out of luck", error.Message);
        Assert.Equal(2, calls);
    }

    [Fact]
    public void A_frozen_tower_is_computed_once()
    {
        using var model = SmallModel.Create();
        using var batch = SmallModel.Pictures((12, 12, true));
        Train(model, "sa_proj");
        using var scope = NewDisposeScope();
        using var recomputation = Recomputation.Begin(0);

        Assert.False(model.ImageFeatureRows(batch).requires_grad);
    }

    [Fact]
    public void Nothing_lives_on_once_a_micro_batch_is_over()
    {
        using var model = SmallModel.Create();
        using var batch = SmallModel.Pictures((12, 12, true));
        Train(model, "full");
        Gradients(model, batch, checkpointed: true);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;

        Gradients(model, batch, checkpointed: true);

        Assert.Equal(before, Tensor.TotalCount);
    }

    private static void Train(LlavaOnevisionModel model, string? recipe)
    {
        var chosen = recipe is null ? [] : Recipes.Parse(recipe).Select(model).ToHashSet();
        foreach (var parameter in model.Parameters)
        {
            parameter.Value.requires_grad = chosen.Contains(parameter);
        }
    }

    private static Dictionary<string, float[]> Gradients(
        LlavaOnevisionModel model, MultimodalBatch batch, bool checkpointed, Tensor? rows = null)
    {
        using var scope = NewDisposeScope();
        Backward(model, batch, checkpointed, rows: rows);
        var found = model.Parameters
            .Where(parameter => parameter.Value.grad is not null)
            .ToDictionary(parameter => parameter.Name, parameter => parameter.Value.grad!.data<float>().ToArray());
        foreach (var parameter in model.Parameters)
        {
            parameter.Value.grad = null;
        }

        return found;
    }

    private static void Backward(
        LlavaOnevisionModel model, MultimodalBatch batch, bool checkpointed, Func<Tensor, Tensor>? more = null, Tensor? rows = null)
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        using var recomputation = checkpointed ? Recomputation.Begin(0) : null;
        var loss = model.Head(model.Hidden(batch, rows)).square().mean();
        (more is null ? loss : more(loss)).backward();
        recomputation?.ThrowIfFailed();
    }
}
