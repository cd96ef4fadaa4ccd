using LmmCl.Abstractions;
using LmmCl.Testing.Trials;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Testing;

/// <content>What a method does while a stage trains.</content>
public abstract partial class MethodConformance
{
    private const double CutTolerance = 1e-3;

    /// <summary>In every role that the method named (<see cref="StageContext.Train"/>) something changes.</summary>
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
    /// What the method named neither to <see cref="StageContext.Train"/> nor to <see cref="StageContext.Merge"/> keeps every bit.
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

    /// <summary>Two runs with one seed end in the same bits, whatever was drawn from any generator before.</summary>
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

    /// <summary>Cancelled after any step, and gone on with by a fresh instance on a fresh model, a stage ends in the same bits.</summary>
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
    /// With activation checkpointing, where blocks are computed twice, a stage ends in the same bits. What a wrapper makes for the loss
    /// must be given to <see cref="SideOutputs"/> for that.
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

    /// <summary>A model of bfloat16 trains with finite losses: what the method adds takes and gives tensors of the model's type.</summary>
    [Fact]
    public async Task In_bfloat16_its_losses_are_finite()
    {
        using var experiment = Begin(dtype: ScalarType.BFloat16);
        var stage = await experiment.StageAsync(1);

        Nothing(stage.Losses.Index()
            .Where(step => !double.IsFinite(step.Item))
            .Select(step => $"step {step.Index + 1}: the loss is {step.Item}"));
    }

    /// <summary>As many tensors live after a step as after the one before it, and none of the stage's once it is disposed of.</summary>
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

        // A method may keep something of every example, so growth is looked for once all have been seen.
        var (early, late) = (live[Experiment.Steps], live[^1]);
        Assert.True(early == late, $"{late - early} more tensors live after the last step than after step {Experiment.Steps + 1}.");
        Assert.True(left == 0, $"{left} tensors of the stage live on although method and model are disposed of.");
    }

    /// <summary>
    /// The loss has no dimensions, is finite, and the sum over a step is the same however the step is cut into micro-batches.
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
