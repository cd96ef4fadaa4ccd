using LmmCl.Abstractions;
using LmmCl.Testing;
using LmmCl.Training.Tests.Small;
using static TorchSharp.torch;

namespace LmmCl.WiSEFT.Tests;

public class WiSEFTTrainingTests
{
    [Fact]
    public async Task Weight_0_is_the_tuned_model_bit_for_bit_and_weight_1_the_previous_one()
    {
        using var start = new SmallModel();
        using var tuned = new SmallMergedStage(new WiSEFTSettings { PreviousWeight = 0 });
        using var previous = new SmallMergedStage(new WiSEFTSettings { PreviousWeight = 1 });

        await tuned.Train();
        var outcome = await previous.Train();

        Assert.Equal(await SmallStage.TrainedHash(SmallStage.Options, "mlp"), tuned.Hash);
        Assert.Equal(SmallStage.HashOf(start), previous.Hash);
        Assert.Empty(outcome.Verification.Violations);
    }

    [Fact]
    public async Task The_trained_tensors_are_the_weighted_mean_and_the_others_stay_bit_for_bit()
    {
        using var start = new SmallModel();
        using var tuned = new SmallMergedStage(new WiSEFTSettings { PreviousWeight = 0 });
        using var merged = new SmallMergedStage(new WiSEFTSettings { PreviousWeight = 0.3 });

        await tuned.Train();
        var outcome = await merged.Train();

        Assert.Equal(outcome.Verification.FrozenBefore, outcome.Verification.FrozenAfter);
        Assert.Equal((6, 6), (outcome.Verification.TrainedTensors, outcome.Verification.ChangedTensors));
        Assert.Empty(Directory.GetFiles(merged.State));
        foreach (var name in outcome.Trained.Select(parameter => parameter.Name))
        {
            var expected = Numbers(start, name).Zip(Numbers(tuned.Model, name), (before, after) => (0.3 * before) + (0.7 * after));
            Assert.All(expected.Zip(Numbers(merged.Model, name)), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
        }
    }

    [Theory]
    [InlineData(MergeMode.Default)]
    [InlineData(MergeMode.AsPublished)]
    public async Task Every_variant_of_a_sweep_has_the_bits_of_a_merge_with_that_weight(MergeMode mode)
    {
        double[] weights = [0, 0.3, 0.75, 1];
        using var swept = new SmallMergedStage(new WiSEFTSettings { Mode = mode, Sweep = weights });
        await swept.Train();
        var own = swept.Hash;

        foreach (var weight in weights)
        {
            using var separate = new SmallMergedStage(new WiSEFTSettings { Mode = mode, PreviousWeight = weight });
            await separate.Train();
            using var variant = swept.As(FormattableString.Invariant($"previous_weight={weight}"));

            Assert.Equal(separate.Hash, SmallStage.HashOf(variant));
        }

        Assert.Equal(own, swept.Hash);
    }

    [Fact]
    public async Task As_published_frozen_tensors_pick_up_rounding_noise_and_it_is_declared()
    {
        using var start = new SmallModel();
        using var stage = new SmallMergedStage(new WiSEFTSettings { Mode = MergeMode.AsPublished });

        var outcome = await stage.Train();

        Assert.Equal(stage.Model.Parameters.Count, outcome.Merged.Count);
        Assert.Equal(0, outcome.Verification.FrozenTensors);
        Assert.Empty(outcome.Verification.Violations);
        Assert.NotEqual(Numbers(start, "embed"), Numbers(stage.Model, "embed"));
        Assert.All(Numbers(start, "embed").Zip(Numbers(stage.Model, "embed")), pair => Assert.Equal(pair.First, pair.Second, 0.02f));
    }

    [Fact]
    public async Task Published_weights_stand_in_the_place_of_the_previous_weight()
    {
        using var named = new SmallMergedStage(new WiSEFTSettings { Mode = MergeMode.AsPublished, Weights = [0.25, 0.75] });
        using var weighed = new SmallMergedStage(new WiSEFTSettings { Mode = MergeMode.AsPublished, PreviousWeight = 0.25 });

        await named.Train();
        await weighed.Train();

        Assert.Equal(weighed.Hash, named.Hash);
    }

    [Fact]
    public async Task The_next_stage_starts_from_the_merged_model()
    {
        var settings = new WiSEFTSettings { PreviousWeight = 0.5 };
        using var first = new SmallMergedStage(settings);
        await first.Train();
        using var back = new SmallMergedStage(new WiSEFTSettings { PreviousWeight = 1 }, first.Model);

        await back.Train();

        Assert.Equal(first.Hash, back.Hash);
    }

    [Theory]
    [InlineData(MergeMode.Default)]
    [InlineData(MergeMode.AsPublished)]
    public async Task A_resumed_stage_ends_in_the_bits_of_an_uninterrupted_one(MergeMode mode)
    {
        var settings = new WiSEFTSettings { Mode = mode, PreviousWeight = 0.3, Sweep = [0.6] };
        var states = Directory.CreateTempSubdirectory("wise-ft-resume-");
        using (var interrupted = new SmallMergedStage(settings))
        {
            using var recorder = new Recorder(cancelAfter: 5);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => interrupted.Train(states.FullName, recorder));
            Assert.Empty(Directory.GetFiles(interrupted.State));
        }

        using var resumed = new SmallMergedStage(settings);
        using var whole = new SmallMergedStage(settings);
        await resumed.Train(states.FullName);
        await whole.Train();

        Assert.Equal(whole.Hash, resumed.Hash);
        Assert.Equal(Contents(whole), Contents(resumed));
        states.Delete(recursive: true);
    }

    [Fact]
    public async Task A_variant_of_another_model_or_of_damaged_files_is_refused()
    {
        using var stage = new SmallMergedStage(new WiSEFTSettings { Sweep = [0.5] });
        await stage.Train();
        using var deeper = new SmallMergedStage(new WiSEFTSettings { Sweep = [0.5], Recipe = "last_1" });
        await deeper.Train();
        var tuned = Path.Combine(stage.State, "tuned.safetensors");
        File.WriteAllBytes(tuned, File.ReadAllBytes(tuned)[..40]);
        File.Delete(Path.Combine(deeper.State, "tuned.safetensors"));

        var damaged = Assert.Throws<InputException>(() => stage.As("previous_weight=0.5"));
        var missing = Assert.Throws<InputException>(() => deeper.As("previous_weight=0.5"));

        Assert.Contains("tuned.safetensors", damaged.Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", missing.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MergeMode.Default)]
    [InlineData(MergeMode.AsPublished)]
    public async Task A_stage_with_its_variants_leaves_the_number_of_live_tensors_where_it_was(MergeMode mode)
    {
        using var stage = new SmallMergedStage(new WiSEFTSettings { Mode = mode, Sweep = [0.5] });
        await stage.Train();

        var left = LiveTensors.LeftBy(async () =>
        {
            await stage.Train();
            stage.As("previous_weight=0.5").Dispose();
        });

        Assert.Equal(0, left);
    }

    private static float[] Numbers(SmallModel model, string name) => model[name].Value.detach().data<float>().ToArray();

    private static IEnumerable<(string, string)> Contents(SmallMergedStage stage) =>
        from file in Directory.GetFiles(stage.State)
        orderby file
        select (Path.GetFileName(file), Convert.ToHexString(File.ReadAllBytes(file)));
}
