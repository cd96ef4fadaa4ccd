using LmmCl.Abstractions;
using LmmCl.Training.Optimisation;
using LmmCl.Training.Tests.Small;
using static TorchSharp.torch;

namespace LmmCl.Training.Tests;

public class StageTrainerTests
{
    [Fact]
    public async Task The_same_options_and_seed_end_in_the_same_bits()
    {
        var hash = await SmallStage.TrainedHash(SmallStage.Options);
        Assert.Equal(hash, await SmallStage.TrainedHash(SmallStage.Options));
        Assert.NotEqual(hash, await SmallStage.TrainedHash(SmallStage.Options with { Seed = 6 }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public async Task Token_weighting_does_not_depend_on_how_a_step_is_cut(int microBatch)
    {
        var options = SmallStage.Options with { LearningRate = 1e-3 };
        var reference = await Trained(options, pictures: false);
        var cut = await Trained(options with { MicroBatch = microBatch }, pictures: false);

        foreach (var (name, values) in reference)
        {
            Assert.All(values.Zip(cut[name]), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        }
    }

    [Fact]
    public async Task Micro_batch_means_do_depend_on_it()
    {
        var options = SmallStage.Options with { LossWeighting = LossWeighting.MicroBatchMeans };

        var (whole, cut) = (await Losses(options with { MicroBatch = 6 }), await Losses(options with { MicroBatch = 1 }));

        Assert.True(Math.Abs(whole[0] - cut[0]) > 1e-3);
    }

    [Fact]
    public async Task Only_the_recipe_trains_and_the_outcome_proves_it()
    {
        using var model = new SmallModel();
        var outcome = await Trainer("sa_proj", model, new SmallExamples(20), SmallStage.Options).RunAsync();

        Assert.Equal(8, outcome.Trained.Count);
        Assert.Equal(8, outcome.Verification.ChangedTensors);
        Assert.Equal(outcome.Verification.FrozenBefore, outcome.Verification.FrozenAfter);
        Assert.Empty(outcome.Verification.Violations);
    }

    [Fact]
    public async Task A_method_that_changes_what_it_did_not_name_is_found_out()
    {
        using var model = new SmallModel();
        var outcome = await new StageTrainer(new Meddler(), SmallStage.Of(model), new SmallExamples(20), SmallStage.Options).RunAsync();

        Assert.Equal(["embed"], outcome.Verification.Violations);
        Assert.NotEqual(outcome.Verification.FrozenBefore, outcome.Verification.FrozenAfter);
    }

    [Fact]
    public async Task A_parameter_that_no_gradient_reaches_stays_and_is_said_to_be_unreached()
    {
        using var model = new SmallModel();
        var outcome = await Trainer("vision_tower", model, new SmallExamples(20), SmallStage.Options).RunAsync();

        Assert.Equal(["vision.unused"], outcome.Verification.Unreached);
        Assert.Empty(outcome.Verification.Violations);
    }

    [Fact]
    public async Task A_thousand_steps_leave_the_number_of_live_tensors_where_it_was()
    {
        using var model = new SmallModel();
        var options = SmallStage.Options with { MaxSteps = 1 };
        await Trainer("full", model, new SmallExamples(8), options).RunAsync();

        // What other tests left to the garbage collector must not be counted as freed here.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;

        await Trainer("full", model, new SmallExamples(8), options with { MaxSteps = 1000 }).RunAsync();

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public async Task A_loss_that_is_no_number_stops_the_stage_before_it_spoils_the_weights()
    {
        using var model = new SmallModel();
        var before = SmallStage.HashOf(model);

        var error = await Assert.ThrowsAsync<TrainingDivergedException>(() =>
            new StageTrainer(new NotANumber(), SmallStage.Of(model), new SmallExamples(8), SmallStage.Options).RunAsync());

        Assert.Equal(1, error.Step);
        Assert.Equal(before, SmallStage.HashOf(model));
    }

    [Fact]
    public async Task No_examples_is_an_error_of_the_input()
    {
        using var model = new SmallModel();
        await Assert.ThrowsAsync<InputException>(() =>
            Trainer("full", model, new SmallExamples(0), SmallStage.Options).RunAsync());
    }

    [Fact]
    public async Task Every_epoch_sees_every_example_once_whatever_the_order()
    {
        foreach (var order in Enum.GetValues<ExampleOrder>())
        {
            using var model = new SmallModel();
            var examples = new SmallExamples(20);
            await Trainer("llm", model, examples, SmallStage.Options with { Order = order, Epochs = 2 }).RunAsync();

            Assert.Equal(Enumerable.Range(0, 20), examples.Asked.Take(20).Order());
            Assert.Equal(Enumerable.Range(0, 20), examples.Asked.Skip(20).Order());
            Assert.Equal(order == ExampleOrder.AsInFile, examples.Asked.Take(20).SequenceEqual(examples.Asked.Skip(20)));
        }
    }

    private static async Task<Dictionary<string, float[]>> Trained(TrainingOptions options, bool pictures)
    {
        using var model = new SmallModel();
        await Trainer("llm", model, new SmallExamples(20, pictures), options).RunAsync();
        return model.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value.detach().data<float>().ToArray());
    }

    private static async Task<List<double>> Losses(TrainingOptions options)
    {
        using var recorder = new Recorder();
        await SmallStage.TrainedHash(options, listener: recorder);
        return [.. recorder.Steps.Select(step => step.Point.Loss)];
    }

    private static StageTrainer Trainer(string recipe, SmallModel model, SmallExamples examples, TrainingOptions options) =>
        new(new RecipeMethod(recipe), SmallStage.Of(model), examples, options);

    private sealed class Meddler : IMitigationMethod
    {
        public MethodDescriptor Describe() => new("Meddler", new Version(1, 0), MethodCapabilities.None, typeof(object), "none");

        public ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
        {
            stage.Train(Recipes.Parse("mlp").Select(stage.Model));
            return ValueTask.CompletedTask;
        }

        public ValueTask FinishAsync(StageContext stage, CancellationToken ct)
        {
            using var untracked = no_grad();
            stage.Model.Parameters.Single(parameter => parameter.Name == "embed").Value.add_(1);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class NotANumber : IMitigationMethod
    {
        public MethodDescriptor Describe() => new("NotANumber", new Version(1, 0), MethodCapabilities.None, typeof(object), "none");

        public ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
        {
            stage.Train(Recipes.Parse("mlp").Select(stage.Model));
            return ValueTask.CompletedTask;
        }

        public Tensor Loss(StepContext step) => step.TaskLoss() * double.NaN;
    }
}
