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
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SmallStage.TrainedHash(SmallStage.Options, states: folder, listener: cut, ct: cut.Token));

        using var rest = new Recorder();
        var resumed = await SmallStage.TrainedHash(SmallStage.Options, states: folder, listener: rest);

        Assert.Equal(whole, resumed);
        Assert.Equal(cutAfter + 1, rest.Steps[0].Point.Step);
        Assert.Equal(12, rest.Steps[^1].Point.Step);
    }

    [Fact]
    public async Task A_state_whose_files_were_damaged_is_passed_over_for_the_one_before()
    {
        var options = SmallStage.Options with { SaveEvery = 3 };
        using var cut = new Recorder(8);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SmallStage.TrainedHash(options, states: folder, listener: cut, ct: cut.Token));
        var newest = cut.States[^1].Folder;
        var file = Directory.GetFiles(newest, "*.safetensors")[0];
        await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(file))[..^4]);

        using var rest = new Recorder();
        var resumed = await SmallStage.TrainedHash(options, states: folder, listener: rest);

        Assert.Equal([3, 6, 8], cut.States.Select(state => state.Step));
        Assert.Equal(7, rest.Steps[0].Point.Step);
        Assert.Equal(await SmallStage.TrainedHash(options), resumed);
    }

    [Fact]
    public async Task A_state_of_other_settings_is_not_taken_up()
    {
        using var cut = new Recorder(5);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SmallStage.TrainedHash(SmallStage.Options, states: folder, listener: cut, ct: cut.Token));

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
}
