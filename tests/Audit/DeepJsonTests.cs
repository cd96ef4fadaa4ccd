using System.Buffers.Binary;
using LmmCl.Events;

namespace LmmCl.Audit.Tests;

/// <summary>JSON of a hundred thousand levels is one clear error wherever it is read, never an overflow of the stack.</summary>
[Collection(nameof(HostRuns))]
public sealed class DeepJsonTests(FinishedExperiment finished) : IDisposable
{
    private static readonly string deep = new string('[', 100_000) + new string(']', 100_000);

    private readonly CopiedWorld world = new(finished.World);
    private readonly AuditedCopy copy = new(finished);

    [Theory]
    [InlineData("model/config.json")]
    [InlineData("model/tokenizer.json")]
    [InlineData("model/preprocessor_config.json")]
    [InlineData("world/pathvqa/train.json")]
    [InlineData("world/pathvqa/test.json")]
    public async Task An_input_of_a_run_is_named(string file)
    {
        File.WriteAllText(Path.Combine(world.Root, file), deep);
        using var place = new Workplace(finished.World);

        var typed = await Typed.CommandAsync(
            "run", place.Experiment("small", $"model: {world.Model}", $"world: {world.Short}"), "--runs", place.Runs);

        (typed with { Error = typed.ErrorLines[^1] }).IsOneErrorWith(Path.GetFileName(file));
    }

    [Fact]
    public async Task A_header_of_weights_is_named()
    {
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, deep.Length);
        File.WriteAllBytes(Path.Combine(world.Model, "model.safetensors"), [.. length, .. System.Text.Encoding.ASCII.GetBytes(deep)]);
        using var place = new Workplace(finished.World);

        (await Typed.CommandAsync("run", place.Experiment("small", $"model: {world.Model}"), "--runs", place.Runs))
            .IsOneErrorWith("model.safetensors", "header");
    }

    [Theory]
    [InlineData("small/checkpoints/stage-1/manifest.json", "verify", "manifest.json")]
    [InlineData("small/answers/stage-0/ai2d.jsonl", "replay", "ai2d.jsonl")]
    public async Task A_file_of_a_run_is_a_finding(string file, string command, string named)
    {
        File.WriteAllText(Path.Combine(copy.Runs, file), deep);

        var typed = await copy.AuditAsync(command);

        Assert.True(typed.Code == 1, typed.Error);
        Assert.Contains(named, typed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audit replay --report FILE")]
    [InlineData("audit verify --against FILE")]
    public async Task A_file_that_an_audit_is_given_is_named(string command)
    {
        var file = copy.PathOf("deep.json");
        File.WriteAllText(file, deep);

        var typed = await Typed.CommandAsync([.. command.Split(' ').Select(word => word == "FILE" ? file : word), "--runs", copy.Runs]);

        (typed with { Error = typed.ErrorLines[^1] }).IsOneErrorWith("deep.json");
    }

    [Fact]
    public async Task The_stored_specification_is_named()
    {
        File.WriteAllText(Path.Combine(copy.Runs, "small", "experiment.json"), deep);

        (await Typed.CommandAsync("audit", "rerun", "small", "--stage", "1", "--runs", copy.Runs)).IsOneErrorWith("experiment.json");
    }

    [Theory]
    [InlineData("run FILE")]
    [InlineData("audit rerun small --stage 1")]
    public async Task A_forged_specification_in_an_event_is_one_error(string command)
    {
        await Forgery.RewriteAsync(copy.Runs, happened => happened is ExperimentStarted begun ? begun with { SpecJson = deep } : happened);

        (await Typed.CommandAsync([.. command.Split(' ').Select(word => word == "FILE" ? finished.File : word), "--runs", copy.Runs]))
            .IsOneErrorWith("specification", "not JSON");
    }

    [Theory]
    [InlineData("report small")]
    [InlineData("history small")]
    public async Task A_forged_specification_in_an_event_does_not_matter_to_a_report(string command)
    {
        await Forgery.RewriteAsync(copy.Runs, happened => happened is ExperimentStarted begun ? begun with { SpecJson = deep } : happened);

        Assert.Equal(0, (await Typed.CommandAsync([.. command.Split(' '), "--runs", copy.Runs])).Code);
    }

    public void Dispose()
    {
        world.Dispose();
        copy.Dispose();
    }
}
