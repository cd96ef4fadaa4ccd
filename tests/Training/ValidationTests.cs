using LmmCl.Abstractions;
using LmmCl.Training.Optimisation;
using LmmCl.Training.Tests.Small;
using LmmCl.Training.Validation;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Training.Tests;

public sealed class ValidationTests : IDisposable
{
    private static readonly ValidationOptions everyFour = new() { Every = 4 };
    private static readonly ValidationOptions best = new() { Every = 4, Keep = KeptWeights.Best };
    private static readonly ValidationOptions stopping = new() { Every = 2, Patience = 3, Keep = KeptWeights.Best };

    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-validation-").FullName;

    public static TheoryData<double[], int, int> Losses => new()
    {
        { [3, 2, 1], 3, 0 },
        { [1, 2, 3], 1, 2 },
        { [2, 2, 2], 1, 2 },
        { [2, 3, 1, 4], 3, 1 },
    };

    [Theory]
    [MemberData(nameof(Losses))]
    public void The_best_measurement_is_the_first_of_the_lowest_losses(double[] losses, int best, int stale)
    {
        var progress = Fold(losses, everyFour);

        Assert.Equal((best, stale), (progress.BestStep, progress.Stale));
    }

    [Fact]
    public void A_higher_score_is_better_where_the_score_decides()
    {
        var options = everyFour with { Metric = ValidationMetric.Score };
        var progress = ValidationProgress.None.Apply(1, 1, 0, options).Apply(2, 9, 50, options).Apply(3, 0, 40, options);

        Assert.Equal((2, 1), (progress.BestStep, progress.Stale));
        Assert.Contains("score has not improved in 1 measurement since step 2", progress.Reason(options), StringComparison.Ordinal);
    }

    [Fact]
    public void Training_is_over_after_so_many_measurements_without_a_better_one()
    {
        var options = everyFour with { Patience = 2 };

        Assert.False(Fold([2, 1, 3], options).IsOver(options));
        Assert.True(Fold([2, 1, 3, 4], options).IsOver(options));
        Assert.False(Fold([2, 1, 3, 4], everyFour).IsOver(everyFour));
    }

    [Fact]
    public async Task Measuring_changes_no_bit_of_the_weights()
    {
        var plain = await ValidatedStage.TrainAsync(ValidatedStage.Options);
        var recorder = new MeasurementRecorder();

        var measured = await ValidatedStage.TrainAsync(
            ValidatedStage.With(everyFour with { Score = true }), listener: recorder, score: _ => rand(1).item<float>());

        Assert.Equal(plain.Hash, measured.Hash);
        Assert.Equal([4, 8, 12, 16, 20, 24, 28, 32, 36, 40], recorder.Measured.Select(measurement => measurement.Step));
        Assert.All(recorder.Measured, measurement => Assert.Equal((7, true), (measurement.Records, measurement.Score is not null)));
        Assert.Equal(10, recorder.Measured.Select(measurement => measurement.Loss).Distinct().Count());
    }

    [Fact]
    public async Task The_last_step_is_measured_and_dropout_is_off_meanwhile()
    {
        var recorder = new MeasurementRecorder();
        var method = new NoticingMethod();

        await ValidatedStage.TrainAsync(ValidatedStage.With(everyFour with { Every = 13 }), listener: recorder, method: method, score: method.Score);

        Assert.Equal([13, 26, 39, 40], recorder.Measured.Select(measurement => measurement.Step));
        Assert.Equal([(true, false), (true, false), (true, false), (true, false)], method.Measured);
        Assert.False(method.Stage!.IsMeasuring);
    }

    [Fact]
    public async Task The_best_weights_are_those_of_a_stage_that_ends_at_the_best_step()
    {
        var recorder = new MeasurementRecorder();
        var kept = await ValidatedStage.TrainAsync(ValidatedStage.With(best), folder, recorder);
        var atBest = new WeightsAt(kept.Outcome.KeptStep!.Value);
        await ValidatedStage.TrainAsync(ValidatedStage.With(everyFour), listener: atBest, method: atBest);

        Assert.Equal(recorder.Measured.MinBy(measured => measured.Loss)!.Step, kept.Outcome.KeptStep);
        Assert.NotEqual(40, kept.Outcome.KeptStep);
        Assert.Equal(40, kept.Outcome.Steps);
        Assert.Equal(atBest.Hash, kept.Hash);
    }

    [Fact]
    public async Task A_stage_that_no_longer_improves_ends_early_and_says_why()
    {
        var recorder = new MeasurementRecorder();

        var (outcome, _) = await ValidatedStage.TrainAsync(ValidatedStage.With(stopping), folder, recorder);

        Assert.Equal(recorder.Measured[^1].Step, outcome.Steps);
        Assert.True(outcome.Steps < 40);
        Assert.Equal(outcome.KeptStep + (3 * 2), outcome.Steps);
        Assert.Equal($"the validation loss has not improved in 3 measurements since step {outcome.KeptStep}", outcome.StoppedEarly);
    }

    [Fact]
    public async Task Kills_and_stops_anywhere_end_in_the_same_bits_and_measurements()
    {
        var options = ValidatedStage.With(stopping) with { SaveEvery = 3 };
        var unbroken = new MeasurementRecorder();
        var whole = await ValidatedStage.TrainAsync(options, Path.Combine(folder, "whole"), unbroken);
        var states = Path.Combine(folder, "cut");
        for (var step = 1; step < whole.Outcome.Steps; step += 2)
        {
            var killed = new MeasurementRecorder(diesAt: step + 1);
            await Assert.ThrowsAsync<PowerFailure>(() => ValidatedStage.TrainAsync(options, states, killed));
            using var cut = new Recorder(cancelAfter: step + 1);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ValidatedStage.TrainAsync(options, states, cut, cut.Token));
        }

        var rest = new MeasurementRecorder();
        var resumed = await ValidatedStage.TrainAsync(options, states, rest);

        Assert.Equal(whole.Hash, resumed.Hash);
        Assert.Equal((whole.Outcome.Steps, whole.Outcome.KeptStep), (resumed.Outcome.Steps, resumed.Outcome.KeptStep));
        Assert.Equal(unbroken.Measured[^1], rest.Measured[^1]);
    }

    [Fact]
    public async Task A_stop_within_a_measurement_repeats_it_before_the_next_step()
    {
        var options = ValidatedStage.With(best with { Score = true });
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ValidatedStage.TrainAsync(options, folder, ct: stop.Token, score: ct =>
        {
            stop.Cancel();
            ct.ThrowIfCancellationRequested();
            return 0;
        }));
        var rest = new MeasurementRecorder();

        var resumed = await ValidatedStage.TrainAsync(options, folder, rest, score: _ => 0);

        Assert.Equal(4, rest.Measured[0].Step);
        Assert.Equal((await ValidatedStage.TrainAsync(options, Path.Combine(folder, "whole"), score: _ => 0)).Hash, resumed.Hash);
    }

    [Fact]
    public async Task A_stage_whose_last_save_held_an_unfinished_finish_still_ends_with_the_best()
    {
        var options = ValidatedStage.With(best);
        var whole = await ValidatedStage.TrainAsync(options, Path.Combine(folder, "whole"), method: new FinishingMethod());
        var states = Path.Combine(folder, "cut");
        await Assert.ThrowsAsync<PowerFailure>(() =>
            ValidatedStage.TrainAsync(options, states, method: new FinishingMethod(_ => throw new PowerFailure())));

        var resumed = await ValidatedStage.TrainAsync(options, states, method: new FinishingMethod());

        Assert.Equal(whole.Hash, resumed.Hash);
    }

    [Fact]
    public void Options_without_validation_are_recorded_as_before_there_was_any()
    {
        Assert.DoesNotContain("validation", MethodSettings.ToJson(new TrainingOptions()).ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("\"every\":4", MethodSettings.ToJson(ValidatedStage.With(best)).ToJsonString(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static ValidationProgress Fold(double[] losses, ValidationOptions options) => losses.Index().Aggregate(
        ValidationProgress.None, (progress, loss) => progress.Apply(loss.Index + 1, loss.Item, score: null, options));

    /// <summary>Notes, at each measurement, whether it is told of it and whether gradients are recorded.</summary>
    private sealed class NoticingMethod : IMitigationMethod
    {
        public StageContext? Stage { get; private set; }

        public List<(bool IsMeasuring, bool Gradients)> Measured { get; } = [];

        public MethodDescriptor Describe() => new("noticing", MethodContract.Version, MethodCapabilities.None, typeof(object), "none");

        public ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
        {
            Stage = stage;
            stage.Train(Recipes.Parse("full").Select(stage.Model));
            return ValueTask.CompletedTask;
        }

        public double Score(CancellationToken ct)
        {
            Measured.Add((Stage!.IsMeasuring, is_grad_enabled()));
            return 0;
        }
    }

    /// <summary>Takes the hash of the weights when a step is measured.</summary>
    private sealed class WeightsAt(int step) : IMitigationMethod, ITrainingListener
    {
        private StageContext? stage;

        public string? Hash { get; private set; }

        public MethodDescriptor Describe() => new("recipe:full", MethodContract.Version, MethodCapabilities.None, typeof(object), "none");

        public ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
        {
            this.stage = stage;
            stage.Train(Recipes.Parse("full").Select(stage.Model));
            return ValueTask.CompletedTask;
        }

        public void Validated(Events.ValidationMeasured measured)
        {
            if (measured.Step == step)
            {
                Hash = SmallStage.HashOf((SmallModel)stage!.Model);
            }
        }
    }
}
