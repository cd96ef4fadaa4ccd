using System.Text.Json.Nodes;
using LmmCl.Data.Llava;
using LmmCl.Data.Mixtures;
using LmmCl.Events;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Runs.Progress;
using LmmCl.Tests;

namespace LmmCl.Runs.Tests;

/// <summary>Experiments that are measured on validation data while they train.</summary>
[Collection(nameof(HostRuns))]
public sealed class ValidationRunTests(FinishedExperiment finished) : IDisposable
{
    private const string Options = "learning_rate: 0.01, effective_batch: 4, micro_batch: 4, epochs: 4";
    private const string Stopping = "{ share: 0.25, every: 2, score: true, patience: 1, keep: best, metric: score }";

    private readonly Workplace place = new(finished.World);

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task A_share_is_measured_and_the_rest_is_trained_on_as_if_it_were_all()
    {
        var (training, validation) = ValidationShare.Divide(LlavaFile.Read(Train), 0.25, 42);
        await place.RunAsync(Experiment("small", "validation: { share: 0.25, every: 5 }"));
        await place.RunAsync(Experiment("rest", null, Written("rest.json", training)));
        await place.RunAsync(Experiment("file", "validation: { every: 5 }", Written("rest.json", training), Written("kept.json", validation)));

        var measured = (await place.HistoryAsync()).OfType<ValidationMeasured>().ToList();

        Assert.Equal((4, 12), (validation.Count, training.Count));
        Assert.Equal([5, 10, 12], measured.Select(each => each.Step));
        Assert.All(measured, each => Assert.Equal((4, null), (each.Records, each.Score)));
        Assert.Equal(12, (await place.HistoryAsync()).OfType<StageStarted>().Single(started => started.Stage.Number == 1).Samples);
        Assert.Equal(measured, (await place.HistoryAsync("file")).OfType<ValidationMeasured>());
        Assert.Equal(await WeightsAsync("rest"), await WeightsAsync("small"));
        Assert.Equal(await WeightsAsync("rest"), await WeightsAsync("file"));
        await place.IsConsistentAsync();
    }

    [Fact]
    public async Task A_stage_that_stops_early_says_so_in_its_history_report_and_audit_and_can_be_rerun()
    {
        await place.RunAsync(Experiment("small", $"validation: {Stopping}"));

        var history = await place.HistoryAsync();
        var (trained, measured) = (history.OfType<StageTrained>().Single(), history.OfType<ValidationMeasured>().ToList());
        var report = await Typed.CommandAsync("report", "small", "--runs", place.Runs);
        var told = await Typed.CommandAsync("history", "small", "--runs", place.Runs);
        var verified = await Typed.CommandAsync("audit", "verify", "--runs", place.Runs);
        var rerun = await Typed.CommandAsync("audit", "rerun", "small", "--stage", "1", "--runs", place.Runs);

        Assert.Equal(measured[^1].Step, trained.OptimizerSteps);
        Assert.InRange(trained.OptimizerSteps, 4, 10);
        Assert.Equal(measured.MaxBy(each => each.Score)!.Step, trained.KeptStep);
        Assert.Contains($"stopped early after step {trained.OptimizerSteps}: the validation score has not improved", report.Output, StringComparison.Ordinal);
        Assert.Contains($"the weights of step {trained.KeptStep} are kept", told.Output, StringComparison.Ordinal);
        Assert.True(verified.Code == 0, verified.Output + verified.Error);
        Assert.True(rerun.Code == 0, rerun.Output + rerun.Error);
        Assert.Contains("measurements on validation data: ", rerun.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_loses_power_at_every_measurement_ends_as_an_unbroken_one()
    {
        const string validation = "validation: { share: 0.25, every: 3, keep: best }, save_every: 2";
        await place.RunAsync(Experiment("whole", validation));
        var file = Experiment("small", validation);
        foreach (var step in (int[])[3, 6, 9])
        {
            var before = new PowerCut { Before = happened => happened is ValidationMeasured measured && measured.Step == step };
            await Assert.ThrowsAsync<IOException>(() => place.RunAsync(file, new CurrentProgress(TimeProvider.System), before));
            var after = new PowerCut { After = happened => happened is ValidationMeasured measured && measured.Step == step };
            await Assert.ThrowsAsync<IOException>(() => place.RunAsync(file, new CurrentProgress(TimeProvider.System), after));
        }

        await place.RunAsync(file);

        Assert.Equal(
            (await place.HistoryAsync("whole")).OfType<ValidationMeasured>(), (await place.HistoryAsync()).OfType<ValidationMeasured>());
        (await Outcome.OfAsync(place, "whole")).IsSameAs(await Outcome.OfAsync(place));
    }

    private string Train => Path.Combine(Path.GetDirectoryName(finished.World.Short)!, "pathvqa", "train.json");

    private async Task<string> WeightsAsync(string experiment)
    {
        var written = (await place.HistoryAsync(experiment)).OfType<CheckpointWritten>().Single();
        return CheckpointManifest.Open(place.PathOf(experiment, written.Path)).State;
    }

    private string Written(string name, IReadOnlyList<LlavaRecord> records)
    {
        var all = JsonNode.Parse(File.ReadAllText(Train))!.AsArray();
        var path = Path.Combine(place.Root, name);
        File.WriteAllText(path, new JsonArray([.. records.Select(record => all[record.Place.Index]!.DeepClone())]).ToJsonString());
        return path;
    }

    private string Experiment(string name, string? training, string? train = null, string? validation = null)
    {
        var world = Path.Combine(place.Root, name + "-world.yaml");
        File.WriteAllText(world, $$"""
            skills:
              - id: pathvqa
                train: {{train ?? Train}}
                {{(validation is null ? "" : $"validation: {validation}")}}
                images: {{Path.GetDirectoryName(finished.World.Short)}}
                test: {{Path.Combine(Path.GetDirectoryName(Train)!, "test.json")}}
                scorer: exact
                max_new_tokens: 4
            """);
        return place.Experiment(
            name,
            $"world: {world}",
            "skills: [pathvqa]",
            $"training: {{ {Options}{(training is null ? "" : ", " + training)} }}",
            "evaluation: { batch_size: 4, limit: 2, probe_samples: 0 }");
    }
}
