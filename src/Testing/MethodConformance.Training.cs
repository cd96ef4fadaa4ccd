using LmmCl.Abstractions;
using LmmCl.Testing.Trials;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Testing;

/// <content>The behaviour of a method while a stage trains.</content>
public abstract partial class MethodConformance
{
    private const double CutTolerance = 1e-3;

    /// <summary>At least one parameter changes in every role that the method passed to <see cref="StageContext.Train"/>.</summary>
    [Fact]
    public async Task What_it_names_is_what_trains()
    {
        using var experiment = Begin();
        var stage = await experiment.StageAsync(1);

        var idle = stage.Outcome.Trained
            .GroupBy(parameter => parameter.Role)
            .Where(role => role.All(parameter => stage.Method.Prepared[parameter.Name] == stage.Method.Trained[parameter.Name]))
            .Select(role => $"{role.Key}: no gradient reached any of its {role.Count()} parameters that were named");
        Nothing(idle);
    }

    /// <summary>
    /// Parameters passed neither to <see cref="StageContext.Train"/> nor to <see cref="StageContext.Merge"/> stay bitwise equal.
    /// </summary>
    [Fact]
    public async Task What_it_does_not_name_stays_bit_for_bit()
    {
        using var experiment = Begin();
        var stage = await experiment.StageAsync(1);

        var named = stage.Outcome.Trained.Concat(stage.Outcome.Merged).Select(parameter => parameter.Name).ToHashSet();
        var changed = stage.Outcome.Verification.Violations.Where(name => !named.Contains(name));
        Nothing(changed.Select(name => $"{name} was not named and changed"));
        Assert.Equal(stage.Outcome.Verification.FrozenBefore, stage.Outcome.Verification.FrozenAfter);
    }

    /// <summary>Two runs with the same seed give bitwise equal results, whatever any generator has drawn before.</summary>
    [Fact]
    public async Task The_same_seed_ends_in_the_same_result_whatever_was_drawn_before()
    {
        using var first = Begin(drawnBefore: 0);
        using var second = Begin(drawnBefore: 99);
        var one = await first.StageAsync(1);
        using (randn(100))
        {
            var other = await second.StageAsync(1);

            Nothing(one.Differences(other));
            Assert.Equal(one.Losses, other.Losses);
        }
    }

    /// <summary>A stage cancelled after any step, and resumed by a new instance on a new model, gives bitwise equal results.</summary>
    [Fact]
    public async Task Cancelled_and_resumed_at_any_step_it_ends_as_if_never_stopped()
    {
        using var whole = Begin();
        var uninterrupted = await whole.StageAsync(1);
        for (var step = 0; step < Experiment.Steps; step++)
        {
            using var experiment = Begin();
            using var cut = new StepLog(cancelAfter: step);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => experiment.StageAsync(1, log: cut));

            var resumed = await experiment.StageAsync(1);

            Nothing(uninterrupted.Differences(resumed).Select(difference => $"cancelled after step {step}: {difference}"));
            Assert.Equal(uninterrupted.Losses.Skip(step), resumed.Losses);
        }
    }

    /// <summary>
    /// With activation checkpointing, which computes blocks twice, a stage gives bitwise equal results. For this, a wrapper must pass
    /// tensors that it creates for the loss to <see cref="SideOutputs"/>.
    /// </summary>
    [Fact]
    public async Task With_activation_checkpointing_it_ends_in_the_same_bits()
    {
        using var kept = Begin();
        using var computedAgain = Begin();
        var one = await kept.StageAsync(1);

        var other = await computedAgain.StageAsync(1, Experiment.Options with { ActivationCheckpointing = true });

        Nothing(one.Differences(other));
        Assert.Equal(one.Losses, other.Losses);
    }

    /// <summary>A bfloat16 model trains with finite losses: what the method adds accepts and returns tensors of the model's type.</summary>
    [Fact]
    public async Task In_bfloat16_its_losses_are_finite()
    {
        using var experiment = Begin(dtype: ScalarType.BFloat16);
        var stage = await experiment.StageAsync(1);

        Nothing(stage.Losses.Index()
            .Where(step => !double.IsFinite(step.Item))
            .Select(step => $"step {step.Index + 1}: the loss is {step.Item}"));
    }

    /// <summary>The number of live tensors is the same after every step, and none of the stage's remains once it is disposed of.</summary>
    [Fact]
    public async Task It_leaves_no_tensor_behind()
    {
        using (var warmUp = Begin())
        {
            await warmUp.StageAsync(1);
        }

        var live = new List<long>();
        using var log = new StepLog(taken: () => live.Add(LiveTensors.OnThisThread));
        var left = LiveTensors.LeftBy(async () =>
        {
            using var experiment = Begin();
            await experiment.StageAsync(1, Experiment.Options with { MaxSteps = 4 * Experiment.Steps }, log);
        });

        // A method may cache something per example, so look for growth only after all examples have been seen.
        var (early, late) = (live[Experiment.Steps], live[^1]);
        Assert.True(early == late, $"{late - early} more tensors live after the last step than after step {Experiment.Steps + 1}.");
        Assert.True(left == 0, $"{left} tensors of the stage live on although method and model are disposed of.");
    }

    /// <summary>
    /// The loss is a scalar and finite, and its sum over a step does not depend on how the step is split into micro-batches.
    /// </summary>
    [Fact]
    public async Task The_loss_is_one_finite_number_however_a_step_is_cut()
    {
        using var experiment = Begin();
        var whole = await experiment.StageAsync(1, Experiment.Options with { MicroBatch = Experiment.Options.EffectiveBatch });
        Nothing(whole.Method.LossShapes.Select(shape => $"the loss has the shape {shape}"));
        if (LossDependsOnTheCutBecause is not null)
        {
            return;
        }

        using var again = Begin();
        var cut = await again.StageAsync(1, Experiment.Options with { MicroBatch = 1 });
        var steps = whole.Losses.Zip(cut.Losses, (inOne, single) => (InOne: inOne, Single: single)).Index();
        Nothing(steps
            .Where(step => Math.Abs(step.Item.InOne - step.Item.Single) > CutTolerance * Math.Abs(step.Item.InOne))
            .Select(step => $"step {step.Index + 1}: loss {step.Item.InOne:0.0000} in one piece, {step.Item.Single:0.0000} one by one"));
    }
}
