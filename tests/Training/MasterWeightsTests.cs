using LmmCl.Abstractions;
using LmmCl.Training.Optimisation;
using LmmCl.Training.Tests.Small;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LmmCl.Training.Tests;

public class MasterWeightsTests
{
    private static readonly TrainingOptions options = new() { LearningRate = 1e-3 };

    [Fact]
    public void Updates_too_small_for_bfloat16_add_up_in_the_master()
    {
        using var scope = NewDisposeScope();
        var weight = Weight(1);
        using var optimiser = new Optimiser([weight], options);

        // AdamW moves by its rate where all gradients are the same; the number below 1 is 0.996.
        Step(optimiser, weight, 1);
        Assert.Equal(1, weight.Value.to(ScalarType.Float32).item<float>());
        Assert.Equal([weight], optimiser.RoundedAway);
        for (var step = 2; step <= 8; step++)
        {
            Step(optimiser, weight, 1);
        }

        Assert.Equal(0.992, weight.Value.to(ScalarType.Float32).item<float>(), 1e-3);
    }

    [Fact]
    public void Gradients_of_micro_batches_are_summed_in_fp32()
    {
        using var scope = NewDisposeScope();
        var weight = Weight(1);
        using var optimiser = new Optimiser([weight], options);
        foreach (var gradient in new[] { 256f, 1f, 1f })
        {
            weight.Value.grad = tensor(new[] { gradient }).to(ScalarType.BFloat16);
            optimiser.CollectGradients();
        }

        // In bfloat16 256 + 1 is 256.
        Assert.Equal(258, optimiser.Clip(0), 1e-4);
        Assert.Null(weight.Value.grad);
    }

    [Fact]
    public void A_parameter_of_fp32_is_its_own_master()
    {
        using var scope = NewDisposeScope();
        var weight = Weight(1, ScalarType.Float32);
        using var optimiser = new Optimiser([weight], options);

        Assert.Same(weight.Value, optimiser.Slots.Single().Tensor.Master);
        Step(optimiser, weight, 1);
        Assert.Empty(optimiser.RoundedAway);
        Assert.Equal(0.999, weight.Value.item<float>(), 1e-6);
    }

    [Fact]
    public async Task A_killed_bfloat16_stage_resumes_to_the_same_bits_by_its_masters()
    {
        var options = SmallStage.Options with { SaveEvery = 2, LearningRate = 1e-4 };
        var whole = await SmallStage.TrainedHash(options, dtype: ScalarType.BFloat16);
        var states = Directory.CreateTempSubdirectory("lmmcl-masters-").FullName;
        try
        {
            using var killed = new Recorder(diesAfter: 5);
            await Assert.ThrowsAsync<PowerFailure>(() =>
                SmallStage.TrainedHash(options, states: states, listener: killed, dtype: ScalarType.BFloat16));
            using var resumed = new Recorder();

            Assert.Equal(whole, await SmallStage.TrainedHash(options, states: states, listener: resumed, dtype: ScalarType.BFloat16));
            Assert.Equal(5, resumed.Steps[0].Point.Step);
        }
        finally
        {
            Directory.Delete(states, recursive: true);
        }
    }

    [Fact]
    public async Task What_trained_by_less_than_bfloat16_can_show_is_no_violation()
    {
        using var model = new SmallModel(dtype: ScalarType.BFloat16);
        var tiny = SmallStage.Options with { LearningRate = 1e-9, MaxSteps = 2, WarmupRatio = 0 };
        var trainer = new StageTrainer(new RecipeMethod("sa_proj"), SmallStage.Of(model), new SmallExamples(20), tiny);

        var outcome = await trainer.RunAsync();

        Assert.Equal(0, outcome.Verification.ChangedTensors);
        Assert.Empty(outcome.Verification.Violations);
    }

    private static ModelParameter Weight(float value, ScalarType dtype = ScalarType.BFloat16) =>
        new("weight", ParameterRole.MlpUp, 0, new Parameter(tensor(new[] { value }).to(dtype), requires_grad: false));

    private static void Step(Optimiser optimiser, ModelParameter weight, float gradient)
    {
        weight.Value.grad = tensor(new[] { gradient }).to(weight.Value.dtype);
        optimiser.CollectGradients();
        optimiser.Step(1);
        optimiser.ClearGradients();
    }
}
