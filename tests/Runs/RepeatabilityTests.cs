namespace LmmCl.Runs.Tests;

[Collection(nameof(HostRuns))]
public sealed class RepeatabilityTests(FinishedExperiment finished)
{
    [Fact]
    public async Task Another_folder_gives_the_same_checkpoints_and_answers_and_another_seed_does_not()
    {
        using var again = new Workplace(finished.World);
        using var seeded = new Workplace(finished.World);
        await again.RunAsync(again.Experiment());
        await seeded.RunAsync(seeded.Experiment("small", "seed: 43"));

        var expected = await Outcome.OfAsync(finished.Place);

        Assert.Equal(2, expected.Checkpoints.Count);
        expected.IsSameAs(await Outcome.OfAsync(again));
        Assert.NotEqual(expected.Checkpoints, (await Outcome.OfAsync(seeded)).Checkpoints);
    }
}
