using LmmCl.Evaluation.Probes;
using LmmCl.Evaluation.Scorers;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Evaluation.Tests;

public class ProbeTests
{
    [Fact]
    public void Published_number_tokens_miss_words_with_a_leading_blank()
    {
        string[] tokens = ["7", "Ġ7", "seven", "ĠSeven", "sevens", "3rd", "1,000"];
        Assert.Equal([0, 1, 2, 3, 5, 6], NumberTokens.Of(tokens, TokenForm.ByteLevel));
        Assert.Equal([0, 1, 2, 5, 6], NumberTokens.Of(tokens, TokenForm.ByteLevel, ScoringMode.AsPublished));
    }

    [Fact]
    public void A_uniform_model_gives_number_tokens_their_share()
    {
        var bias = StepBias.Of(new float[8], [1, 5]);
        Assert.Equal((0.0, 0.125, 0.25), (bias.LargestLogit, bias.LargestProbability, bias.TotalProbability));
    }

    [Fact]
    public void Watching_a_batch_gives_each_row_its_own_steps_and_leaves_no_tensor()
    {
        float[] first = [0.5f, -1, 2, 0, 3, 1], second = [4, 0, 0, 1, -2, 0], third = [1, 1, 2, 2, 3, 3];
        var before = Tensor.TotalCount;
        using (NewDisposeScope())
        using (var recorder = new CountingBiasRecorder([0, 3], rows: 2))
        {
            recorder.Observe(0, [0, 1], tensor(first.Concat(second).ToArray()).reshape(2, 6));
            recorder.Observe(1, [1], tensor(third).reshape(1, 6));

            Assert.Equal([1, 2], recorder.Samples.Select(sample => sample.Steps.Count));
            Close(StepBias.Of(first, [0, 3]), recorder.Samples[0].Steps[0]);
            Close(StepBias.Of(second, [0, 3]), recorder.Samples[1].Steps[0]);
            Close(StepBias.Of(third, [0, 3]), recorder.Samples[1].Steps[1]);
        }

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void A_text_without_steps_counts_as_a_text_and_has_no_other_figure()
    {
        var bias = CountingBias.Aggregate([new SampleBias([]), new SampleBias([new(1, 0.25, 0.5)])]);
        Assert.Equal(2.0, bias["count"]!.Value);
        Assert.Equal(0.5, bias["avg_total_number_prob_mean"]!.Value);
        Assert.Equal(0.5, bias["num_generation_steps_mean"]!.Value);
    }

    [Fact]
    public void A_model_has_not_shifted_from_itself()
    {
        float[] logits = [1, 2, 3, 40, -40, 0, 2, 1, 0];
        var shift = OutputShift.Of(logits, logits, [-100, 5, 6], length: 3, vocabulary: 3);
        Assert.Equal([0, 1], shift.Positions);
        Assert.All(shift.BaseToTuned, divergence => Assert.Equal(0, divergence));
    }

    [Fact]
    public void Figures_that_make_no_pairs_are_refused() => Assert.Throws<ArgumentException>(() => Correlation.Of([1, 2], [1]));

    private static void Close(StepBias expected, StepBias found)
    {
        Assert.Equal(expected.LargestLogit, found.LargestLogit, 1e-5);
        Assert.Equal(expected.LargestProbability, found.LargestProbability, 1e-5);
        Assert.Equal(expected.TotalProbability, found.TotalProbability, 1e-5);
    }

    [Fact]
    public void Answers_alone_give_the_divergence_that_whole_batches_give()
    {
        using var scope = NewDisposeScope();
        float[] ofBase = [1, 2, 3, 0.5f, -1, 4];
        float[] ofTuned = [3, -2, 1, 0, 2, 2.5f];
        var expected = OutputShift.Of([.. ofBase, 0, 0, 0], [.. ofTuned, 0, 0, 0], [-100, 5, 6], length: 3, vocabulary: 3);

        var measure = new ShiftMeasure();
        measure.Add(tensor(ofBase, [2, 3]), tensor(ofTuned, [2, 3]));

        Assert.Equal(2, measure.Positions);
        Assert.Equal(expected.MeanBaseToTuned!.Value, measure.BaseToTuned!.Value, 12);
        Assert.Equal(expected.MeanTunedToBase!.Value, measure.TunedToBase!.Value, 12);
    }
}
