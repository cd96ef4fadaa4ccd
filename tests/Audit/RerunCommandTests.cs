using System.Text.Json.Nodes;
using LmmCl.Events;
using LmmCl.Runs.Experiments;

namespace LmmCl.Audit.Tests;

[Collection(nameof(HostRuns))]
public sealed class RerunCommandTests(FinishedExperiment finished) : IDisposable
{
    private readonly AuditedCopy copy = new(finished);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task An_honest_stage_is_equal_to_the_bit_and_nothing_is_written(int stage)
    {
        var before = Contents();

        var typed = await RerunAsync(stage);

        Assert.True(typed.Code == 0, typed.Output + typed.Error);
        Assert.EndsWith($"Stage {stage} of 'small', executed again, is equal to the bit.\n", typed.Output, StringComparison.Ordinal);
        Assert.Equal(before, Contents());
    }

    [Theory]
    [InlineData("LoRA", "{ rank: 8, alpha: 16, targets: mlp, between_stages: stack }")]
    [InlineData("MoE", "{}")]
    public async Task A_method_that_keeps_state_between_stages_is_equal_to_the_bit(string method, string settings)
    {
        using var place = new Workplace(finished.World);
        await place.RunAsync(place.Experiment("small", $"method: {method}", $"settings: {settings}"));

        var typed = await Typed.CommandAsync("audit", "rerun", "small", "--stage", "2", "--runs", place.Runs);

        Assert.True(typed.Code == 0, typed.Output + typed.Error);
        Assert.Contains("tensors of method/", typed.Output, StringComparison.Ordinal);
        Assert.EndsWith("is equal to the bit.\n", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_that_was_exchanged_with_all_its_hashes_is_found_and_the_tensor_named()
    {
        var tensor = await Forgery.ChangeLastCheckpointAsync(copy.Runs, finished.World, added: 1e-6);
        var verified = await copy.AuditAsync("verify");

        var typed = await RerunAsync(2);

        Assert.Equal(1, verified.Code);
        Assert.Contains("answers/stage-2/ai2d.jsonl was answered by weights", verified.Output, StringComparison.Ordinal);

        Assert.Equal(1, typed.Code);
        Assert.Contains($"WRONG stage 2, tensors: {tensor}: 1 of ", typed.Output, StringComparison.Ordinal);
        Assert.Contains("training steps: 12 equal", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_other_hardware_a_small_difference_is_within_the_tolerance_and_a_large_one_is_not()
    {
        await Forgery.ChangeLastCheckpointAsync(copy.Runs, finished.World, added: 1e-6);
        await Forgery.MoveAsync(copy.Runs);
        var small = await RerunAsync(2, "--format", "json");
        var accepted = await RerunAsync(2, "--tolerance", "0.01");
        await Forgery.ChangeLastCheckpointAsync(copy.Runs, finished.World, added: 1);
        var large = await RerunAsync(2);

        Assert.True(small.Code == 3, small.Output + small.Error);
        Assert.True(accepted.Code == 0, accepted.Output + accepted.Error);
        Assert.Contains("weaker than equality", accepted.Output, StringComparison.Ordinal);
        var report = JsonNode.Parse(small.Output)!;
        Assert.False(report["isEqual"]!.GetValue<bool>());
        Assert.StartsWith("processor: another processor", report["otherConditions"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        var role = Assert.Single(report["roles"]!.AsArray(), role => role!["different"]!.GetValue<int>() > 0)!;
        Assert.InRange(role["absolute"]!.GetValue<double>(), 1e-7, 1e-5);
        Assert.Equal(1, large.Code);
        Assert.Contains("not as recorded: processor: another processor was recorded", large.Output, StringComparison.Ordinal);
        Assert.Contains("WRONG stage 2, tensors: ", large.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_and_a_loss_that_were_bettered_with_all_their_hashes_are_found()
    {
        var file = Path.Combine(copy.Runs, "small", "answers", "stage-1", "pathvqa.jsonl");
        var lines = (await File.ReadAllLinesAsync(file)).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        lines[2]["reply"] = "a better reply";
        await File.WriteAllLinesAsync(file, lines.Select(line => line.ToJsonString()));
        await Forgery.RewriteAsync(copy.Runs, happened => happened switch
        {
            BenchmarkScored { Stage.Number: 1, Benchmark: "pathvqa" } scored =>
                scored with { Score = scored.Score with { Answers = ContentHash.OfFile(file) } },
            TrainingProgressed { Stage.Number: 1 } progressed =>
                progressed with { Points = [.. progressed.Points.Select(point => point.Step == 3 ? point with { Loss = 0.5 } : point)] },
            _ => happened,
        });

        var typed = await RerunAsync(1);

        Assert.Equal(1, typed.Code);
        Assert.Contains("WRONG stage 1, training steps: step 3: loss 0.5 was recorded, it is ", typed.Output, StringComparison.Ordinal);
        var found = $"WRONG stage 1, answers: pathvqa: sample {lines[2]["id"]}: 'a better reply' was recorded, it is '";
        Assert.Contains(found, typed.Output, StringComparison.Ordinal);
        Assert.EndsWith("3 wrong.\n", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_plugin_is_refused_unless_it_is_asked_for()
    {
        await Forgery.RewriteAsync(copy.Runs, happened => happened is ExperimentStarted begun
            ? begun with { Plugins = [.. begun.Plugins.Select(plugin => plugin with { Files = ContentHash.Of("another build") })] }
            : happened);

        (await RerunAsync(1)).IsOneErrorWith("the plugin SelectiveTuning that is installed", "is another experiment", "--other-plugin");
        var typed = await RerunAsync(1, "--other-plugin");

        Assert.True(typed.Code == 0, typed.Output + typed.Error);
        Assert.Contains("not as recorded: the plugin SelectiveTuning that is installed", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_auditor_names_the_specification_of_a_run_from_elsewhere_and_may_keep_what_came_out()
    {
        File.Delete(RunFolder.Of(copy.Runs, "small").Spec);
        (await RerunAsync(2)).IsOneErrorWith("experiment.json", "--spec");
        var other = copy.PathOf("other.yaml");
        var file = await File.ReadAllTextAsync(finished.File);
        await File.WriteAllTextAsync(other, file.Replace("epochs: 3", "epochs: 2", StringComparison.Ordinal));
        (await RerunAsync(2, "--spec", other)).IsOneErrorWith("training.epochs was 3");

        var typed = await RerunAsync(2, "--spec", finished.File, "--keep", copy.PathOf("kept"));

        Assert.True(typed.Code == 0, typed.Output + typed.Error);
        Assert.Equal(["stage-2"], Directory.GetDirectories(copy.PathOf("kept/small/checkpoints")).Select(Path.GetFileName));
        Assert.NotEmpty(Directory.GetFiles(copy.PathOf("kept/small/answers/stage-2")));
    }

    [Fact]
    public async Task A_rerun_that_is_stopped_leaves_nothing_behind()
    {
        var kept = copy.PathOf("kept");

        var typed = await Typed.StoppedAtAsync("steps in", "audit", "rerun", "small", "--stage", "2", "--runs", copy.Runs, "--keep", kept);

        Assert.Equal(130, typed.Code);
        Assert.False(Directory.Exists(kept));
    }

    [Fact]
    public async Task What_a_stage_stands_on_must_be_what_was_recorded()
    {
        (await RerunAsync(3)).IsOneErrorWith("stage 3 is not complete", "Complete stages: 0, 1, 2.");
        AuditedCopy.Flip(Path.Combine(copy.Runs, "small", "checkpoints", "stage-1", "delta.safetensors"));

        (await RerunAsync(2)).IsOneErrorWith("experiment 'small', stage 1", "its contents are not what the manifest says");
    }

    public void Dispose() => copy.Dispose();

    private Task<Typed> RerunAsync(int stage, params string[] options) =>
        copy.AuditAsync(["rerun", "small", "--stage", $"{stage}", .. options]);

    private Dictionary<string, ContentHash> Contents() => Directory.GetFiles(copy.Runs, "*", SearchOption.AllDirectories)
        .Where(file => !Path.GetFileName(file).StartsWith("events.db-", StringComparison.Ordinal))
        .ToDictionary(file => file, ContentHash.OfFile);
}
