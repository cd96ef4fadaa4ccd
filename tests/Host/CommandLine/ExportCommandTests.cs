using LmmCl.Events;
using LmmCl.Modeling;
using LmmCl.Modeling.Checkpoints;

namespace LmmCl.Host.Tests.CommandLine;

[Collection(nameof(HostRuns))]
public sealed class ExportCommandTests(FinishedExperiment finished) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-export-").FullName;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_stages_model_is_a_checkpoint_of_its_own(int stage)
    {
        var typed = await ExportAsync("--stage", $"{stage}");

        Assert.True(typed.Code == 0, typed.Error);
        using var exported = MultimodalModels.Load(Target);
        Assert.Equal(await StateAsync(stage), ModelHash.Of(exported.Model));
        Assert.True(File.Exists(Path.Combine(Target, "tokenizer.json")));
    }

    [Fact]
    public async Task The_last_stage_is_taken_where_none_is_named()
    {
        await ExportAsync();

        using var exported = MultimodalModels.Load(Target);
        Assert.Equal(await StateAsync(2), ModelHash.Of(exported.Model));
    }

    [Theory]
    [InlineData("3")]
    [InlineData("-1")]
    public async Task A_stage_that_there_is_not_is_refused(string stage) =>
        (await ExportAsync("--stage", stage)).IsOneErrorWith("Stages are 0 (the base model) to 2.");

    [Fact]
    public async Task Nothing_is_overwritten()
    {
        Directory.CreateDirectory(Target);

        (await ExportAsync()).IsOneErrorWith("it exists already");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Target => Path.Combine(folder, "model");

    private Task<Typed> ExportAsync(params string[] arguments) =>
        Typed.CommandAsync(["export", finished.File, "--hf", Target, "--runs", finished.Place.Runs, .. arguments]);

    private async Task<string> StateAsync(int stage)
    {
        if (stage == 0)
        {
            using var model = MultimodalModels.Load(finished.World.Model);
            return ModelHash.Of(model.Model);
        }

        var history = await finished.Place.HistoryAsync();
        var written = history.OfType<CheckpointWritten>().Single(checkpoint => checkpoint.Stage.Number == stage);
        return CheckpointManifest.Open(finished.Place.PathOf("small", written.Path)).State;
    }
}
