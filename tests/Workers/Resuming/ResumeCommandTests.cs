using LmmCl.Events;

namespace LmmCl.Workers.Tests.Resuming;

[Collection(nameof(HostRuns))]
public sealed class ResumeCommandTests(FinishedExperiment finished) : IDisposable
{
    private readonly Workplace place = new(finished.World);

    [Fact]
    public async Task Every_incomplete_experiment_goes_on_and_one_that_cannot_is_named_with_the_fix()
    {
        await StopAsync("first", happened => happened is BenchmarkScored { Stage.Number: 1 });
        var model = Path.Combine(place.Root, "model");
        SmallWorld.Copy(finished.World.Model, model);
        await StopAsync("second", happened => happened is StageStarted { Stage.Number: 0 }, $"model: {model}");
        await StopAsync("third", happened => happened is StateSaved { Step: 2 }, "skills: [timeclock]");
        Directory.Move(model, model + "-moved");

        var typed = await Typed.CommandAsync("resume", "--runs", place.Runs);

        Assert.Equal(1, typed.Code);
        string[] said =
        [
            "first: resumes with the evaluation of stage 1 (pathvqa), 1 of 4 benchmarks are scored\n",
            $"second: cannot be resumed. model '{model}': the folder does not exist.",
            place.PathOf("second", "experiment.json"),
            "third: resumes with the training of stage 1 (timeclock), after step 2\n",
        ];
        Assert.All(said, part => Assert.Contains(part, typed.Output, StringComparison.Ordinal));
        Assert.EndsWith("Not complete: second.", typed.ErrorLines[^1], StringComparison.Ordinal);
        Assert.IsType<ExperimentCompleted>((await place.HistoryAsync("first"))[^1]);
        Assert.IsType<ExperimentCompleted>((await place.HistoryAsync("third"))[^1]);
        (await Outcome.OfAsync(finished.Place)).IsSameAs(await Outcome.OfAsync(place, "first"));

        Directory.Move(model + "-moved", model);
        Assert.Equal(0, (await Typed.CommandAsync("resume", "second", "--runs", place.Runs)).Code);
        Assert.IsType<ExperimentCompleted>((await place.HistoryAsync("second"))[^1]);
        var nothing = await Typed.CommandAsync("resume", "--runs", place.Runs);
        Assert.Equal((0, "No experiment of the store can be resumed.\n"), (nothing.Code, nothing.Output));
    }

    [Fact]
    public async Task Data_that_changed_since_the_beginning_is_refused_and_the_field_is_named()
    {
        var model = Path.Combine(place.Root, "model");
        SmallWorld.Copy(finished.World.Model, model);
        await StopAsync("small", happened => happened is StageStarted, $"model: {model}");
        await File.AppendAllTextAsync(Path.Combine(model, "config.json"), "\n");

        var typed = await Typed.CommandAsync("resume", "small", "--runs", place.Runs);

        Assert.Equal(1, typed.Code);
        Assert.Contains("it began with another specification: model was ", typed.Output, StringComparison.Ordinal);
        Assert.Contains("Restore the original files", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_says_where_things_are_now_mends_what_is_kept_of_the_spec()
    {
        var model = Path.Combine(place.Root, "model");
        SmallWorld.Copy(finished.World.Model, model);
        await StopAsync("small", happened => happened is StageStarted, $"model: {model}", "skills: [timeclock]");
        Directory.Delete(model, recursive: true);
        using var elsewhere = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => place.RunAsync(
            place.Experiment("small", "skills: [timeclock]"), happened => elsewhere.Cancel(), elsewhere.Token));

        Assert.Equal(0, (await Typed.CommandAsync("resume", "small", "--runs", place.Runs)).Code);
    }

    [Fact]
    public async Task A_complete_experiment_is_said_to_be_complete()
    {
        var typed = await Typed.CommandAsync("resume", "small", "--runs", finished.Place.Runs);

        Assert.Equal((0, "small: is complete. See it with: lmmcl report small\n", ""), (typed.Code, typed.Output, typed.Error));
    }

    [Fact]
    public async Task An_unknown_experiment_is_answered_with_near_matches()
    {
        var typed = await Typed.CommandAsync("resume", "smal", "--runs", finished.Place.Runs);

        typed.IsOneErrorWith("experiment 'smal'", "Did you mean 'small'?");
    }

    public void Dispose() => place.Dispose();

    private async Task StopAsync(string name, Predicate<IExperimentEvent> when, params string[] lines)
    {
        using var stop = new CancellationTokenSource();
        const string training = "training: { learning_rate: 0.01, effective_batch: 4, micro_batch: 4, epochs: 3, save_every: 2 }";
        var file = place.Experiment(name, [.. lines, training]);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => place.RunAsync(file, happened =>
        {
            if (when(happened))
            {
                stop.Cancel();
            }
        }, stop.Token));
    }
}
