using LmmCl.Abstractions;
using LmmCl.Audit;
using LmmCl.Events;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Tests.Inputs;

/// <summary>What an experiment reads stays as it was when the experiment began.</summary>
[Collection(nameof(HostRuns))]
public sealed class RunInputsTests(FinishedExperiment finished)
{
    private const string Captions = "captions.json";

    [Theory]
    [InlineData("world/timeclock/images/train-00000.png", "pictures/timeclock/timeclock/images/train-00000.png")]
    [InlineData("world/docvqa/images/test-00000.png", "pictures/docvqa/docvqa/images/test-00000.png")]
    [InlineData("world/captions.json", "captions/captions.json")]
    [InlineData("model/tokenizer_config.json", "model/tokenizer_config.json")]
    public async Task A_file_that_changed_under_a_stopped_experiment_is_named(string changed, string name)
    {
        using var place = new Workplace(finished.World);
        var file = Copied(place);
        await StopAsync(place, file);
        var path = Path.Combine(place.Root, changed);
        var was = ContentHash.OfFile(path);
        File.AppendAllText(path, " ");

        var error = await Assert.ThrowsAsync<InputException>(() => place.RunAsync(file));

        var isNow = ContentHash.OfFile(path);
        Assert.Contains($"{name} was {was.Short}, now it is {isNow.Short}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_changes_between_two_stages_stops_the_run()
    {
        using var place = new Workplace(finished.World);
        var file = Copied(place);
        var picture = Path.Combine(place.Root, "world", "timeclock", "images", "train-00000.png");

        var error = await Assert.ThrowsAsync<InputException>(() => place.RunAsync(file, happened =>
        {
            if (happened is StageCompleted { Stage.Number: 0 })
            {
                File.AppendAllText(picture, " ");
            }
        }));

        Assert.Contains("pictures/timeclock/timeclock/images/train-00000.png was ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(await place.HistoryAsync(), happened => happened is StageTrained);
    }

    [Fact]
    public async Task Inputs_are_recorded_at_the_start_and_at_each_resumption()
    {
        using var place = new Workplace(finished.World);
        var file = Copied(place);
        await StopAsync(place, file);

        await place.RunAsync(file);

        var history = await place.HistoryAsync();
        var recorded = history.OfType<InputsRecorded>().ToList();
        Assert.Equal([1, 2], recorded.Select(inputs => inputs.Attempt));
        Assert.Equal(recorded[0].Files, recorded[1].Files);
        Assert.All(recorded, inputs => Assert.Null(Assert.Single(Evidence.Of(inputs)).FindFault(Path.Combine(place.Runs, "small"))));
        Assert.Equal(["native", "packages", "processor", "program", "threads"], recorded[0].Conditions.Keys.Intersect(
            ["native", "packages", "processor", "program", "threads"]).Order());
        var plugin = history.OfType<PluginLoaded>().Single();
        var list = File.ReadAllLines(place.PathOf("small", recorded[0].FilesPath));
        Assert.Contains($"{plugin.Files.Hex}  plugin/{plugin.Plugin}", list);
        Assert.Equal(recorded[0].Count, list.Length);
    }

    [Fact]
    public async Task Files_that_moved_without_changing_are_the_same_inputs()
    {
        using var place = new Workplace(finished.World);
        var file = Copied(place);
        await StopAsync(place, file);
        Directory.Move(Path.Combine(place.Root, "world"), Path.Combine(place.Root, "elsewhere"));
        File.WriteAllText(file, File.ReadAllText(file).Replace("world/", "elsewhere/", StringComparison.Ordinal));

        await place.RunAsync(file);

        Assert.IsType<ExperimentCompleted>((await place.HistoryAsync())[^1]);
    }

    /// <summary>An experiment over copies of the model and of the world.</summary>
    private string Copied(Workplace place)
    {
        SmallWorld.Copy(finished.World.Model, Path.Combine(place.Root, "model"));
        SmallWorld.Copy(Path.GetDirectoryName(finished.World.Short)!, Path.Combine(place.Root, "world"));
        File.Copy(Path.Combine(place.Root, "world", "timeclock", "train.json"), Path.Combine(place.Root, "world", Captions));
        const string evaluation = "evaluation: { batch_size: 3, probe_samples: 2, probe_captions: world/captions.json }";
        return place.Experiment(
            "small", "skills: [timeclock]", "model: model", "world: world/short.yaml", evaluation);
    }

    private static async Task StopAsync(Workplace place, string file)
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => place.RunAsync(
            file,
            happened =>
            {
                if (happened is StageCompleted { Stage.Number: 0 })
                {
                    stop.Cancel();
                }
            },
            stop.Token));
    }
}
