using LmmCl.Abstractions;
using LmmCl.MoE.Routings;
using LmmCl.MoE.Tests.Small;
using static TorchSharp.torch;

namespace LmmCl.MoE.Tests;

public sealed class RoutingTests : IDisposable
{
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();
    private readonly MoEStage stages = new();

    [Theory]
    [InlineData(RoutingKind.Soft)]
    [InlineData(RoutingKind.AsPublished)]
    public async Task Two_equal_experts_answer_as_the_base_model_does(RoutingKind routing)
    {
        using var model = SmallModel.Create();
        var expected = SmallModel.Answers(model);

        using var method = new MoEMethod();
        await method.PrepareAsync(stages.Context(model, new MoESettings { Routing = routing }), default);

        Assert.True(model.Modules.Count(module => module.IsWrapped) == SmallModel.Layers);
        Assert.True(expected.allclose(SmallModel.Answers(model), 0, 1e-5));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.5)]
    public async Task A_new_router_begins_with_the_bias_that_was_asked_for_and_seeded_weights(double bias)
    {
        using var model = SmallModel.Create();
        var settings = new MoESettings { RoutingInitBias = bias };
        using var method = new MoEMethod();
        var stage = stages.Context(model, settings);
        await method.PrepareAsync(stage, default);
        using var again = new MoEMethod();
        var other = stages.Context(model, settings);
        await again.PrepareAsync(other, default);

        Assert.Equal([(float)bias, (float)-bias], Value(stage, "layers.1.mlp.router.gate.bias"));
        Assert.InRange(Value(stage, "layers.0.mlp.router.gate.weight").Max(Math.Abs), 0.005, 0.1);
        Assert.Equal(Value(stage, "layers.0.mlp.router.gate.weight"), Value(other, "layers.0.mlp.router.gate.weight"));
        Assert.NotEqual(Value(stage, "layers.0.mlp.router.gate.weight"), Value(stage, "layers.1.mlp.router.gate.weight"));
    }

    [Theory]
    [InlineData(RoutingKind.Soft, true)]
    [InlineData(RoutingKind.Top1, true)]
    [InlineData(RoutingKind.Balanced, true)]
    [InlineData(RoutingKind.AsPublished, true)]
    [InlineData(RoutingKind.AsPublished, false, 1)]
    public async Task The_router_learns_unless_one_expert_is_kept_as_published(RoutingKind routing, bool learns, int topK = 2)
    {
        using var model = SmallModel.Create();
        using var method = new MoEMethod();
        var stage = stages.Context(model, new MoESettings { Routing = routing, TopK = topK });
        await method.PrepareAsync(stage, default);
        Differ(stage);

        Loss(method, model, Positions(new SmallExamples(4))).backward();

        var routers = stage.Trained.Where(parameter => parameter.Name.EndsWith("router.gate.weight", StringComparison.Ordinal)).ToList();
        Assert.All(routers, router => Assert.Equal(learns, router.Value.grad!.abs().max().item<float>() > 0));
        var experts = stage.Trained.Where(parameter => parameter.Name.Contains("tuned_expert", StringComparison.Ordinal));
        Assert.All(experts, expert => Assert.NotNull(expert.Value.grad));
    }

    [Fact]
    public async Task Padding_takes_no_part_in_the_balance_of_the_experts()
    {
        using var model = SmallModel.Create();
        using var method = new MoEMethod();
        var stage = stages.Context(model, new MoESettings { Routing = RoutingKind.Balanced, BalanceWeight = 10 });
        await method.PrepareAsync(stage, default);
        Differ(stage);

        var tight = Loss(method, model, Positions(new SmallExamples(4))).item<float>();
        var padded = Loss(method, model, Positions(new SmallExamples(4, padding: 9))).item<float>();

        Assert.Equal(tight, padded, 1e-4);
    }

    [Fact]
    public async Task Routers_that_cannot_decide_cost_the_coefficient()
    {
        using var model = SmallModel.Create();
        using var method = new MoEMethod();
        var stage = stages.Context(model, new MoESettings { Routing = RoutingKind.Balanced, BalanceWeight = 10 });
        await method.PrepareAsync(stage, default);
        foreach (var router in stage.Trained.Where(parameter => parameter.Name.Contains("router", StringComparison.Ordinal)))
        {
            router.Value.detach().zero_();
        }

        // A tie counts for the original expert: f = (1, 0) and P = (1/2, 1/2), so 2 (1 x 1/2) = 1, as with an even use.
        var loss = Loss(method, model, Positions(new SmallExamples(4))).item<float>();
        method.Dispose();

        Assert.Equal(SmallModel.TaskLoss(model) + 10, loss, 1e-4);
    }

    public void Dispose()
    {
        stages.Dispose();
        scope.Dispose();
    }

    private static MultimodalBatch Positions(SmallExamples examples) => examples.Collate([0, 1, 2, 3]);

    private static Tensor Loss(MoEMethod method, IMultimodalModel model, MultimodalBatch batch)
    {
        using var answers = AnswerPositions.Of(batch);
        return method.Loss(new StepContext(model, null, batch, answers) { Step = 1, Steps = 1, Examples = [0, 1, 2, 3], Weight = 1 });
    }

    /// <summary>Makes the experts answer differently, so that it matters who is asked, and lets gradients flow to what trains.</summary>
    private static void Differ(StageContext stage)
    {
        foreach (var parameter in stage.Trained)
        {
            using var untracked = no_grad();
            parameter.Value.mul_(1.5);
            parameter.Value.requires_grad = true;
        }
    }

    private static float[] Value(StageContext stage, string name) =>
        stage.Trained.Single(parameter => parameter.Name.EndsWith(name, StringComparison.Ordinal)).Value.detach().data<float>().ToArray();
}
