using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.LlavaOnevision;
using LmmCl.Modeling.Tests.Small;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Tests.LlavaOnevision;

[Collection(LiveTensors.Name)]
public sealed class ModulesTests : IDisposable
{
    private readonly LlavaOnevisionModel model = SmallModel.Create();
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    [Fact]
    public void Every_linear_map_and_every_layers_attention_and_mlp_has_a_handle()
    {
        const string Layer = "model.language_model.layers.1";
        Assert.Equal(
            [
                $"{Layer}.self_attn Attention", $"{Layer}.self_attn.q_proj Linear", $"{Layer}.self_attn.k_proj Linear",
                $"{Layer}.self_attn.v_proj Linear", $"{Layer}.self_attn.o_proj Linear",
                $"{Layer}.mlp Mlp", $"{Layer}.mlp.gate_proj Linear", $"{Layer}.mlp.up_proj Linear", $"{Layer}.mlp.down_proj Linear",
            ],
            model.Modules.Where(module => module.Layer == 1).Select(module => $"{module.Name} {module.Kind}"));
        var matrices = model.Parameters.Count(parameter =>
            parameter.Name.EndsWith(".weight", StringComparison.Ordinal) && parameter.Value.shape.Length == 2);
        const int embeddings = 2;
        Assert.Equal(matrices - embeddings, model.Modules.Count(module => module.Kind == ModuleKind.Linear));
    }

    [Fact]
    public void A_module_is_its_own_map_of_its_own_parameters()
    {
        using var batch = SmallModel.Texts(left: false, 5, 3);
        var expected = model.Logits(batch);
        foreach (var module in model.Modules.Where(module => module.Kind != ModuleKind.Attention))
        {
            module.Wrap((x, _) => module.Map(x, [.. module.Parameters.Select(parameter => parameter.Value)]));
        }

        Assert.True(expected.allclose(model.Logits(batch), 0, 1e-6));
    }

    [Theory]
    [InlineData(ModuleKind.Linear)]
    [InlineData(ModuleKind.Attention)]
    [InlineData(ModuleKind.Mlp)]
    public void A_wrapper_takes_part_until_it_is_taken_off(ModuleKind kind)
    {
        using var batch = SmallModel.Texts(left: false, 5);
        var before = model.Logits(batch);
        var module = model.Modules.First(module => module.Kind == kind && module.Layer == 0);

        using (module.Wrap((x, inner) => inner(x) * 2))
        {
            Assert.True(module.IsWrapped);
            Assert.False(before.allclose(model.Logits(batch), 0, 1e-4));
        }

        Assert.True(before.equal(model.Logits(batch)).all().item<bool>());
    }

    [Fact]
    public void The_latest_wrapper_is_outermost()
    {
        var module = model.Modules[0];
        module.Wrap((x, inner) => inner(x) + 1);
        module.Wrap((x, inner) => inner(x) * 10);

        Assert.Equal(20, module.Run(tensor(1f), x => x).item<float>());
    }

    public void Dispose()
    {
        scope.Dispose();
        model.Dispose();
    }
}
