using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Tests.Small;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Tests.Checkpoints;

public sealed class DeltaCheckpointTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_delta_holds_only_the_named_tensors_and_restores_the_model()
    {
        var (names, after) = TrainedDelta();
        using var stored = CheckpointTensors.OpenFile(folder.File(DeltaCheckpoint.TensorFile));
        Assert.Equal(names, stored.Names.Order(StringComparer.Ordinal));
        using var model = SmallModel.Create();
        var manifest = DeltaCheckpoint.Apply(model, folder.Path);
        Assert.Equal(after, ModelHash.Of(model));
        Assert.Equal(after, manifest.State);
        using var parent = SmallModel.Create();
        Assert.Equal(ModelHash.Of(parent), manifest.Parent);
    }

    [Fact]
    public void A_delta_on_the_wrong_parent_is_refused()
    {
        TrainedDelta();
        using var other = SmallModel.Create(9);
        Assert.Contains("started from", Assert.Throws<InputException>(() => DeltaCheckpoint.Apply(other, folder.Path)).Message);
    }

    [Fact]
    public void A_folder_without_a_manifest_is_incomplete()
    {
        TrainedDelta();
        File.Delete(folder.File(CheckpointManifest.FileName));
        Assert.Contains("incomplete", Assert.Throws<InputException>(() => CheckpointManifest.Open(folder.Path)).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"state":null,"parent":null,"files":[],"schema":1}""")]
    public void A_damaged_manifest_is_refused(string contents)
    {
        TrainedDelta();
        File.WriteAllText(folder.File(CheckpointManifest.FileName), contents);
        Assert.Contains(CheckpointManifest.FileName, Assert.Throws<InputException>(() => CheckpointManifest.Open(folder.Path)).Message);
    }

    [Fact]
    public void An_altered_byte_a_shorter_file_and_a_missing_file_are_told_apart()
    {
        TrainedDelta();
        var file = folder.File(DeltaCheckpoint.TensorFile);
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Contains("contents are not", Assert.Throws<InputException>(() => CheckpointManifest.Open(folder.Path)).Message);
        File.WriteAllBytes(file, bytes[..^1]);
        Assert.Contains("bytes, the manifest says", Assert.Throws<InputException>(() => CheckpointManifest.Open(folder.Path)).Message);
        File.Delete(file);
        Assert.Contains("missing", Assert.Throws<InputException>(() => CheckpointManifest.Open(folder.Path)).Message);
    }

    [Theory]
    [InlineData(".state")]
    [InlineData(".hidden/counts.json")]
    [InlineData("method/.state")]
    [InlineData("method/manifest.json")]
    public void Every_file_of_a_checkpoint_is_covered_hidden_ones_and_those_of_inner_folders_too(string name)
    {
        var file = folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "7");
        TrainedDelta();
        CheckpointManifest.Open(folder.Path);

        File.WriteAllText(file, "8");

        var error = Assert.Throws<InputException>(() => CheckpointManifest.Open(folder.Path));
        Assert.StartsWith(file, error.Message, StringComparison.Ordinal);
        Assert.Contains("contents are not", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private (string[] Names, string After) TrainedDelta()
    {
        using var model = SmallModel.Create();
        var before = ModelHash.Of(model);
        var trained = model.Parameters.Where(parameter => parameter.Role == ParameterRole.AttentionQuery).ToList();
        using (no_grad())
        {
            trained.ForEach(parameter => parameter.Value.add_(0.5));
        }

        var names = trained.Select(parameter => parameter.Name).Order(StringComparer.Ordinal).ToArray();
        DeltaCheckpoint.Save(model, names, before, folder.Path);
        return (names, ModelHash.Of(model));
    }
}
