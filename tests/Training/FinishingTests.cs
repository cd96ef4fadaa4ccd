using LmmCl.Training.Tests.Small;

namespace LmmCl.Training.Tests;

/// <summary>A stage that stops while its method finishes it: every step is taken, and none need be taken again.</summary>
public sealed class FinishingTests : IDisposable
{
    private const int LastStep = 12;

    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-finishing-").FullName;

    [Fact]
    public async Task Cancelled_while_its_method_finishes_a_stage_goes_on_after_its_last_step()
    {
        using var cut = new Recorder(cancelAfter: LastStep);
        var waiting = new FinishingMethod(ct => Task.Delay(Timeout.Infinite, ct));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            SmallStage.TrainedHash(SmallStage.Options, states: folder, listener: cut, ct: cut.Token, method: waiting));

        await AssertOnlyFinishes(cut);
    }

    [Fact]
    public async Task A_stage_whose_method_fails_to_finish_it_goes_on_after_its_last_step()
    {
        using var cut = new Recorder();
        var failing = new FinishingMethod(_ => throw new ArithmeticException("no end of it"));
        await Assert.ThrowsAsync<ArithmeticException>(() =>
            SmallStage.TrainedHash(SmallStage.Options, states: folder, listener: cut, method: failing));

        await AssertOnlyFinishes(cut);
    }

    [Fact]
    public async Task A_stage_that_stops_twice_while_it_is_finished_still_ends_in_the_same_bits()
    {
        var failing = new FinishingMethod(_ => throw new ArithmeticException("no end of it"));
        using var first = new Recorder();
        using var second = new Recorder();
        foreach (var run in new[] { first, second })
        {
            await Assert.ThrowsAsync<ArithmeticException>(() =>
                SmallStage.TrainedHash(SmallStage.Options, states: folder, listener: run, method: failing));
        }

        Assert.Empty(second.Steps);
        await AssertOnlyFinishes(first);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task AssertOnlyFinishes(Recorder stopped)
    {
        using var rest = new Recorder();
        var resumed = await SmallStage.TrainedHash(SmallStage.Options, states: folder, listener: rest, method: new FinishingMethod());

        Assert.Equal(LastStep, stopped.States[^1].Step);
        Assert.Empty(rest.Steps);
        Assert.Equal(await SmallStage.TrainedHash(SmallStage.Options, method: new FinishingMethod()), resumed);
    }
}
