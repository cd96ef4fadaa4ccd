namespace LmmCl.Host.Tests.CommandLine;

/// <summary>Names that do not exist are answered with those that do.</summary>
[Collection(nameof(HostRuns))]
public sealed class WrongNamesTests(FinishedExperiment finished) : IDisposable
{
    private readonly Workplace place = new(finished.World);

    [Theory]
    [InlineData("settings: { recipe: sa_prj }", "small.yaml: settings.recipe", "'sa_prj'", "'sa_proj'")]
    [InlineData("settings: { recipee: sa_proj }", "small.yaml: settings.recipee", "there is no such setting", "Did you mean 'recipe'?")]
    [InlineData("method: SelectiveTunning", "'SelectiveTunning'", "Did you mean 'SelectiveTuning'?")]
    [InlineData("skils: [timeclock]", "small.yaml", "skils", "Did you mean 'skills'?")]
    [InlineData("skills: [timeclok]", "timeclok", "Did you mean 'timeclock'?")]
    [InlineData("training: { learning_rte: 0.1 }", "small.yaml: training", "learning_rte", "Did you mean 'learning_rate'?")]
    [InlineData("training: { learning_rate: -1 }", "small.yaml: training", "learning_rate", "above 0")]
    [InlineData("evaluation: { batch_size: many }", "small.yaml: evaluation", "batch_size")]
    [InlineData("training: 5", "small.yaml", "training")]
    [InlineData("settings: [1]", "small.yaml", "settings")]
    [InlineData("world: nowhere.yaml", "nowhere.yaml")]
    [InlineData("experiment: ../up", "small.yaml: experiment", "'../up'")]
    [InlineData("seed: -1", "small.yaml: seed")]
    [InlineData("evaluation: { probe_captions: nowhere.json }", "nowhere.json")]
    public async Task In_an_experiment_file(string line, params string[] parts)
    {
        var typed = await Typed.CommandAsync("run", place.Experiment("small", line), "--runs", place.Runs);

        typed.IsOneErrorWith(parts);
    }

    [Fact]
    public async Task An_experiment_file_that_does_not_exist()
    {
        (await Typed.CommandAsync("run", Path.Combine(place.Root, "none.yaml"), "--runs", place.Runs)).IsOneErrorWith("none.yaml");
    }

    [Theory]
    [InlineData("report")]
    [InlineData("compare")]
    [InlineData("history")]
    public async Task In_commands_that_read_experiments(string command)
    {
        var typed = await Typed.CommandAsync(command, "smal", "--runs", finished.Place.Runs);

        typed.IsOneErrorWith("'smal'", "no such experiment", "Did you mean 'small'?");
    }

    [Fact]
    public async Task A_command_that_does_not_exist_ends_with_the_same_exit_code()
    {
        Assert.Equal(2, (await Typed.CommandAsync("rum", "small.yaml")).Code);
    }

    public void Dispose() => place.Dispose();
}
