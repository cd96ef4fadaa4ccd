using LmmCl.Abstractions;
using LmmCl.Training.Tests.Small;
using static TorchSharp.torch;

namespace LmmCl.Training.Tests;

/// <summary>The loop draws from the experiment's seed whatever seed a stage has, so that recorded results stay as they are.</summary>
public sealed class LoopSeedTests
{
    [Fact]
    public async Task What_a_loss_draws_follows_from_the_experiments_seed_and_the_step()
    {
        var (one, other) = (await DrawnWith(stageSeed: 11), await DrawnWith(stageSeed: 12));

        Assert.Equal(one, other);
        Assert.NotEqual(one[0], one[3]);
    }

    private static async Task<IReadOnlyList<float>> DrawnWith(long stageSeed)
    {
        using var model = new SmallModel();
        var method = new DrawingMethod();
        await new StageTrainer(method, SmallStage.Of(model, stageSeed), new SmallExamples(20), SmallStage.Options).RunAsync();
        return method.Drawn;
    }

    private sealed class DrawingMethod : IMitigationMethod
    {
        public List<float> Drawn { get; } = [];

        public MethodDescriptor Describe() => new("drawing", MethodContract.Version, MethodCapabilities.None, typeof(object), "none");

        public ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
        {
            stage.Train(Recipes.Parse("full").Select(stage.Model));
            return ValueTask.CompletedTask;
        }

        public Tensor Loss(StepContext step)
        {
            Drawn.Add(rand(1).item<float>());
            return step.TaskLoss();
        }
    }
}
