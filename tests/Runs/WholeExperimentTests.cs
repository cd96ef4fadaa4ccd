using System.Text.Json.Nodes;
using LmmCl.Evaluation.Probes;
using LmmCl.Events;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Stores.Sqlite;
using LmmCl.Modeling.Checkpoints;

namespace LmmCl.Runs.Tests;

[Collection(nameof(HostRuns))]
public sealed class WholeExperimentTests(FinishedExperiment finished)
{
    private static readonly string[] skills = ["pathvqa", "timeclock"];

    [Fact]
    public async Task Events_come_in_the_order_of_the_work()
    {
        var kinds = (await finished.Place.HistoryAsync()).Select(happened => happened.GetType()).ToList();
        var scores = Enumerable.Repeat(typeof(BenchmarkScored), skills.Length + SmallWorld.HeldOut.Length);
        Type[] stage =
        [
            typeof(StageStarted), typeof(ParametersSelected), typeof(TrainingProgressed), typeof(StateSaved),
            typeof(StageTrained), typeof(ParametersVerified), typeof(CheckpointWritten),
            .. scores, typeof(ProbeMeasured), typeof(StageCompleted),
        ];

        Type[] expected =
        [
            typeof(ExperimentStarted), typeof(PluginLoaded), typeof(InputsRecorded),
            typeof(StageStarted), .. scores, typeof(ProbeMeasured), typeof(StageCompleted),
            .. stage, .. stage, typeof(ExperimentCompleted),
        ];
        Assert.Equal(expected, kinds);
    }

    [Fact]
    public async Task Every_stage_is_asked_every_benchmark_and_the_base_model_first()
    {
        var history = await finished.Place.HistoryAsync();
        var begun = Assert.IsType<ExperimentStarted>(history[0]);

        var asked = history.OfType<BenchmarkScored>().GroupBy(scored => scored.Stage.Number).ToList();

        Assert.Equal([0, 1, 2], asked.Select(stage => stage.Key));
        var planned = begun.Benchmarks.Select(benchmark => benchmark.Name);
        Assert.All(asked, stage => Assert.Equal(planned, stage.Select(scored => scored.Benchmark)));
        Assert.All(history.OfType<BenchmarkScored>(), scored =>
        {
            Assert.Equal(SmallWorld.TestItems, scored.Score.Samples);
            Assert.InRange(scored.Score.Value, 0, 100);
            Assert.Equal(scored.Score.Answers, ContentHash.OfFile(finished.Place.PathOf("small", scored.Score.AnswersPath)));
            Assert.Equal(PromptMode.Default, scored.Prompts);
        });
    }

    [Fact]
    public async Task A_skill_that_was_taught_is_scored_for_it()
    {
        var history = await finished.Place.HistoryAsync();
        var scores = history.OfType<BenchmarkScored>().Where(scored => scored.Benchmark == "pathvqa").ToList();

        // It learns to say yes, whatever the question.
        Assert.Equal(0, scores[0].Score.Value);
        Assert.Equal(100.0 * YesAnswers() / SmallWorld.TestItems, scores[1].Score.Value, 9);
        Assert.True(YesAnswers() > 0);
    }

    [Fact]
    public async Task What_trained_is_what_was_selected_and_nothing_else_changed()
    {
        var history = await finished.Place.HistoryAsync();
        var selected = history.OfType<ParametersSelected>().ToList();

        // In each of three decoder layers: queries and output of 64 x 64, keys and values of 32 x 64, biases of all but the output.
        Assert.All(selected, stage => Assert.Equal(3 * ((2 * 64 * 64) + (2 * 32 * 64) + 64 + 32 + 32), stage.Trained));
        Assert.All(history.OfType<ParametersVerified>(), verified =>
        {
            Assert.Empty(verified.Violations);
            Assert.Equal(verified.FrozenBefore, verified.FrozenAfter);
            Assert.Equal((3 * 7, 3 * 7), (verified.TrainedTensors, verified.ChangedTensors));
        });
        var steps = Enumerable.Range(1, 12);
        Assert.All(
            history.OfType<TrainingProgressed>(),
            progressed => Assert.Equal(steps, progressed.Points.Select(point => point.Step)));
    }

    [Fact]
    public async Task Checkpoints_are_complete_and_each_goes_on_from_the_one_before()
    {
        var written = (await finished.Place.HistoryAsync()).OfType<CheckpointWritten>().ToList();

        var folders = written.Select(checkpoint => finished.Place.PathOf("small", checkpoint.Path)).ToList();
        var manifests = folders.Select(folder => CheckpointManifest.Open(folder)).ToList();

        Assert.Equal(skills.Length, written.Count);
        Assert.Equal(manifests[0].State, manifests[1].Parent);
        Assert.NotEqual(manifests[0].State, manifests[1].State);
        Assert.Equal(written.Select(checkpoint => checkpoint.Manifest.Hex), folders.Select(CheckpointManifest.HashOfFolder));
        Assert.False(Directory.Exists(finished.Place.PathOf("small", "work/stage-2")), "state for a resume is of no use after the stage");
    }

    [Fact]
    public async Task The_counting_probe_is_measured_after_every_stage()
    {
        var probes = (await finished.Place.HistoryAsync()).OfType<ProbeMeasured>().ToList();

        Assert.Equal([0, 1, 2], probes.Select(probe => probe.Stage.Number));
        Assert.All(probes, probe =>
        {
            Assert.Equal(CountingBias.Id, probe.Probe);
            Assert.NotEmpty(probe.Values);
            Assert.Equal(probe.Details, ContentHash.OfFile(finished.Place.PathOf("small", probe.DetailsPath!)));
        });
    }

    [Fact]
    public async Task The_chain_of_events_verifies()
    {
        await using var log = SqliteEventLog.OpenExisting(finished.Place.Store);

        var verification = await ChainVerifier.VerifyAsync(log);

        Assert.Null(verification.FirstBad);
        Assert.True(verification.Events > 0);
    }

    private int YesAnswers()
    {
        var test = JsonNode.Parse(File.ReadAllText(Path.Combine(finished.World.Root, "world", "pathvqa", "test.json")))!.AsArray();
        return test.Count(item => item!["doc"]!["answer"]!.GetValue<string>() == "yes");
    }
}
