using LmmCl.Training.Optimisation;
using LmmCl.Training.Tests.Small;

namespace LmmCl.Training.Tests;

public sealed class ResumeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-resume-").FullName;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(11)]
    public async Task Resuming_after_a_cancel_ends_in_the_hash_of_an_uninterrupted_run(int cutAfter)
    {
        var whole = await SmallStage.TrainedHash(SmallStage.Options);
        using var cut = new Recorder(cutAfter);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            SmallStage.TrainedHash(SmallStage.Options, states: folder, listener: cut, ct: cut.Token));

        using var rest = new Recorder();
        var resumed = await SmallStage.TrainedHash(SmallStage.Options, states: folder, listener: rest);

        Assert.Equal(whole, resumed);
        Assert.Equal(cutAfter + 1, rest.Steps[0].Point.Step);
        Assert.Equal(12, rest.Steps[^1].Point.Step);
    }

    [Fact]
    public async Task A_stage_continues_with_smaller_micro_batches_and_close_to_the_same_losses()
    {
        using var whole = new Recorder();
        await TrainAsync(SmallStage.Options, null, whole);
        using var cut = new Recorder(cancelAfter: 4);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TrainAsync(SmallStage.Options, folder, cut));

        using var rest = new Recorder();
        await TrainAsync(SmallStage.Options with { MicroBatch = 1 }, folder, rest);

        Assert.Equal(5, rest.Steps[0].Point.Step);
        var losses = whole.Steps.Skip(4).Zip(rest.Steps, (one, other) => (one.Point.Loss, Other: other.Point.Loss));
        Assert.All(losses, loss => Assert.Equal(loss.Loss, loss.Other, tolerance: 1e-4));
    }

    [Fact]
    public async Task Twenty_random_stops_asked_for_or_sudden_end_in_the_hash_of_an_unbroken_run()
    {
        var options = SmallStage.Options with { Epochs = 30, SaveEvery = 3 };
        var seed = Environment.TickCount;
        var random = new Random(seed);
        int[] steps = [.. Enumerable.Range(1, 119).OrderBy(_ => random.Next()).Take(20).Order()];
        foreach (var step in steps)
        {
            var dies = random.Next(2) == 0;
            using var cut = dies ? new Recorder(diesAfter: step) : new Recorder(cancelAfter: step);
            var error = await Record.ExceptionAsync(() => SmallStage.TrainedHash(options, states: folder, listener: cut, ct: cut.Token));
            Assert.True(dies ? error is PowerFailure : error is OperationCanceledException, $"seed {seed}, step {step}: {error}");
        }

        var resumed = await SmallStage.TrainedHash(options, states: folder);

        Assert.True(await SmallStage.TrainedHash(options) == resumed, $"seed {seed} ends in another hash");
    }

    [Theory]
    [InlineData("trained.safetensors", Damage.CutOff)]
    [InlineData("trained.safetensors", Damage.Zeros)]
    [InlineData("moments.safetensors", Damage.CutOff)]
    [InlineData("moments.safetensors", Damage.Gone)]
    [InlineData("moments.safetensors", Damage.Zeros)]
    [InlineData("state.json", Damage.CutOff)]
    [InlineData("state.json", Damage.Zeros)]
    [InlineData("state.json", Damage.Gone)]
    [InlineData("state.json", Damage.Emptied)]
    public async Task A_state_that_a_power_cut_damaged_is_passed_over_for_the_one_before(string name, Damage damage)
    {
        var options = SmallStage.Options with { SaveEvery = 3 };
        using var cut = new Recorder(8);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            SmallStage.TrainedHash(options, states: folder, listener: cut, ct: cut.Token));
        Do(damage, Path.Combine(cut.States[^1].Folder, name));

        using var rest = new Recorder();
        var resumed = await SmallStage.TrainedHash(options, states: folder, listener: rest);

        Assert.Equal([3, 6, 8], cut.States.Select(state => state.Step));
        Assert.Equal(7, rest.Steps[0].Point.Step);
        Assert.Equal(await SmallStage.TrainedHash(options), resumed);
    }

    [Fact]
    public async Task A_disk_that_fills_up_while_a_state_is_saved_leaves_the_state_before_and_takes_no_room()
    {
        var options = SmallStage.Options with { SaveEvery = 3 };
        var full = new IOException("No space left on device");
        using var cut = new Recorder();
        var error = await Assert.ThrowsAsync<IOException>(() => SmallStage.TrainedHash(
            options, states: folder, listener: cut, method: new FailingMethod(savings: 2, full)));
        var left = Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order().ToList();

        using var rest = new Recorder();
        var resumed = await SmallStage.TrainedHash(options, states: folder, listener: rest, method: new FailingMethod(int.MaxValue, full));

        Assert.Same(full, error);
        Assert.Equal(["step-00000003", "step-00000006"], left);
        Assert.Equal(7, rest.Steps[0].Point.Step);
        Assert.Equal(await SmallStage.TrainedHash(options), resumed);
    }

    [Fact]
    public async Task A_state_is_saved_whenever_so_many_seconds_are_over()
    {
        var time = new SteppingTime();
        using var run = new Recorder(stepTaken: () => time.Pass(TimeSpan.FromSeconds(100)));

        await SmallStage.TrainedHash(SmallStage.Options with { SaveEverySeconds = 450 }, states: folder, listener: run, time: time);

        Assert.Equal([5, 10, 12], run.States.Select(state => state.Step));
    }

    [Fact]
    public async Task Steps_and_seconds_save_together_and_each_can_be_left_out()
    {
        var time = new SteppingTime();
        using var both = new Recorder(stepTaken: () => time.Pass(TimeSpan.FromSeconds(100)));
        using var neither = new Recorder(stepTaken: () => time.Pass(TimeSpan.FromSeconds(100)));
        var options = SmallStage.Options with { SaveEvery = 4, SaveEverySeconds = 300 };

        await SmallStage.TrainedHash(options, states: folder, listener: both, time: time);
        await SmallStage.TrainedHash(options.WithoutSaving(), states: Path.Combine(folder, "other"), listener: neither, time: time);

        Assert.Equal([3, 4, 7, 8, 11, 12], both.States.Select(state => state.Step));
        Assert.Equal([12], neither.States.Select(state => state.Step));
    }

    [Fact]
    public async Task How_often_a_state_is_saved_decides_no_bits_and_may_change_on_the_way()
    {
        using var cut = new Recorder(diesAfter: 8);
        await Assert.ThrowsAsync<PowerFailure>(() =>
            SmallStage.TrainedHash(SmallStage.Options with { SaveEvery = 5 }, states: folder, listener: cut));

        using var rest = new Recorder();
        var often = SmallStage.Options with { SaveEvery = 2, SaveEverySeconds = 1 };
        var resumed = await SmallStage.TrainedHash(often, states: folder, listener: rest);

        Assert.Equal(6, rest.Steps[0].Point.Step);
        Assert.Equal(await SmallStage.TrainedHash(SmallStage.Options), resumed);
    }

    [Fact]
    public async Task A_state_of_other_settings_is_not_taken_up()
    {
        using var cut = new Recorder(5);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            SmallStage.TrainedHash(SmallStage.Options, states: folder, listener: cut, ct: cut.Token));

        using var other = new Recorder();
        await SmallStage.TrainedHash(SmallStage.Options with { LearningRate = 0.02 }, states: folder, listener: other);

        Assert.Equal(1, other.Steps[0].Point.Step);
    }

    [Fact]
    public async Task States_left_by_another_run_do_not_push_out_this_runs_own()
    {
        using var longer = new Recorder(11);
        var other = SmallStage.Options with { LearningRate = 0.02, SaveEvery = 5 };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            SmallStage.TrainedHash(other, states: folder, listener: longer, ct: longer.Token));
        using var cut = new Recorder(3);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            SmallStage.TrainedHash(SmallStage.Options, states: folder, listener: cut, ct: cut.Token));

        using var rest = new Recorder();
        await SmallStage.TrainedHash(SmallStage.Options, states: folder, listener: rest);

        Assert.Equal(4, rest.Steps[0].Point.Step);
    }

    [Fact]
    public async Task A_write_that_was_cut_off_does_not_count_as_a_state()
    {
        Directory.CreateDirectory(Path.Combine(folder, "step-00000009.partial"));
        Directory.CreateDirectory(Path.Combine(folder, "step-00000008"));

        using var run = new Recorder();
        await SmallStage.TrainedHash(SmallStage.Options, states: folder, listener: run);

        Assert.Equal(1, run.Steps[0].Point.Step);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public enum Damage
    {
        CutOff,
        Zeros,
        Emptied,
        Gone,
    }

    private static void Do(Damage damage, string file)
    {
        var content = File.ReadAllBytes(file);
        File.Delete(file);
        if (damage != Damage.Gone)
        {
            File.WriteAllBytes(file, damage switch
            {
                Damage.CutOff => content[..^4],
                Damage.Zeros => [.. content[..(content.Length / 2)], .. new byte[content.Length - (content.Length / 2)]],
                _ => "{}"u8.ToArray(),
            });
        }
    }

    /// <summary>Trains without images, which the small model mixes over a batch.</summary>
    private static async Task TrainAsync(TrainingOptions options, string? states, Recorder listener)
    {
        using var model = new SmallModel();
        var examples = new SmallExamples(20, pictures: false);
        await new StageTrainer(new RecipeMethod("llm"), SmallStage.Of(model), examples, options).RunAsync(states, listener, listener.Token);
    }
}
