using LmmCl.Abstractions;
using LmmCl.MoE.Routings;
using LmmCl.MoE.Tests.Small;
using LmmCl.Training;
using static TorchSharp.torch;

namespace LmmCl.MoE.Tests;

/// <summary>
/// What an expert gets from a step in which no token goes to it. The published code does not run it then, so it has no gradient, and AdamW
/// leaves a parameter without gradient as it is, moments and weight decay included. A gradient of zero would move it by both.
/// </summary>
public sealed class UnreachedExpertTests : IDisposable
{
    private const int RedirectedAfter = 5;

    private static readonly MoESettings published = new() { Routing = RoutingKind.AsPublished, TopK = 1 };

    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();
    private readonly MoEStage stages = new();

    [Fact]
    public async Task As_published_an_expert_that_no_token_reaches_stays_as_it_is()
    {
        var (before, after) = await RedirectedAsync(published);

        Assert.Equal(before, after);
    }

    [Fact]
    public async Task By_default_an_expert_that_no_token_reaches_gets_a_gradient_of_zero()
    {
        var (before, after) = await RedirectedAsync(new MoESettings { Routing = RoutingKind.Top1 });

        Assert.All(before.Keys, name => Assert.NotEqual(before[name], after[name]));
    }

    /// <summary>The published layer runs an expert for all positions as soon as one goes to it, be it labelled or not.</summary>
    [Fact]
    public async Task As_published_an_expert_reached_by_other_tokens_alone_gets_a_gradient_of_zero()
    {
        using var model = SmallModel.Create();
        using var method = new MoEMethod();
        var stage = stages.Context(model, published);
        await method.PrepareAsync(stage, default);
        foreach (var parameter in stage.Trained)
        {
            parameter.Value.requires_grad = true;
        }

        const string LastExpert = "layers.1.mlp.tuned_expert.up_proj.weight";
        var last = stage.Trained.Single(parameter => parameter.Name.EndsWith(LastExpert, StringComparison.Ordinal));
        var found = new List<string>();
        foreach (var example in Enumerable.Range(0, 20))
        {
            last.Value.grad = null;
            Loss(method, model, example).backward();
            found.Add(last.Value.grad is not { } gradient ? "none" : gradient.abs().max().item<float>() == 0 ? "zero" : "some");
        }

        Assert.Contains("zero", found);
        Assert.Contains("some", found);
    }

    public void Dispose()
    {
        stages.Dispose();
        scope.Dispose();
    }

    private static Tensor Loss(MoEMethod method, IMultimodalModel model, int example)
    {
        using var batch = new SmallExamples(20).Collate([example]);
        using var answers = AnswerPositions.Of(batch);
        return method.Loss(new StepContext(model, null, batch, answers) { Step = 1, Steps = 1, Examples = [example], Weight = 1 });
    }

    /// <summary>The tuned experts after the step from which on every token goes to the original one, and at the end.</summary>
    private async Task<(Dictionary<string, float[]> Before, Dictionary<string, float[]> After)> RedirectedAsync(MoESettings settings)
    {
        using var model = SmallModel.Create();
        using var method = new MoEMethod();
        var stage = stages.Context(model, settings);
        var redirection = new Redirection(stage);
        var options = MoEStage.Options with { WeightDecay = 0.1 };
        await new StageTrainer(method, stage, new SmallExamples(20), options).RunAsync(listener: redirection);
        return (redirection.Tuned, Tuned(stage));
    }

    private static Dictionary<string, float[]> Tuned(StageContext stage) => stage.Trained
        .Where(parameter => parameter.Name.Contains("tuned_expert", StringComparison.Ordinal))
        .ToDictionary(parameter => parameter.Name, parameter => parameter.Value.detach().data<float>().ToArray());

    /// <summary>Biases every router to the original expert after some steps.</summary>
    private sealed class Redirection(StageContext stage) : ITrainingListener
    {
        public Dictionary<string, float[]> Tuned { get; private set; } = [];

        public void StepTaken(TrainingProgress progress)
        {
            if (progress.Point.Step != RedirectedAfter)
            {
                return;
            }

            using var untracked = no_grad();
            foreach (var bias in stage.Trained.Where(parameter => parameter.Name.EndsWith("router.gate.bias", StringComparison.Ordinal)))
            {
                bias.Value.copy_(tensor(new[] { 1000f, -1000f }));
            }

            Tuned = UnreachedExpertTests.Tuned(stage);
        }
    }
}
