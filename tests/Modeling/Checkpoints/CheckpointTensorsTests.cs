using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Llava;
using LmmCl.Modeling.Tests.Small;

namespace LmmCl.Modeling.Tests.Checkpoints;

public sealed class CheckpointTensorsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Shards_are_found_through_the_index_and_old_names_become_new_ones()
    {
        Shard("one.safetensors", "language_model.model.norm.weight");
        Shard("two.safetensors", "language_model.lm_head.weight", "image_newline");
        Index("""
            {
              "language_model.model.norm.weight": "one.safetensors",
              "language_model.lm_head.weight": "two.safetensors",
              "image_newline": "two.safetensors"
            }
            """);
        using var tensors = CheckpointTensors.Open(folder.Path, LlavaParameters.Renames);
        Assert.Equal(
            ["lm_head.weight", "model.image_newline", "model.language_model.norm.weight"],
            tensors.Names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"a":"one.safetensors","b":"one.safetensors"}""", "weight_map.b")]
    [InlineData("""{"a":"../one.safetensors"}""", "not the name of a file")]
    [InlineData("""{"a":"three.safetensors"}""", "does not exist")]
    [InlineData("""{"a":7}""", "expected text")]
    public void An_index_that_does_not_fit_its_shards_is_refused(string map, string said)
    {
        Shard("one.safetensors", "a");
        Index(map);
        Assert.Contains(said, Assert.Throws<InputException>(() => CheckpointTensors.Open(folder.Path)).Message);
    }

    [Fact]
    public void A_tensor_under_its_old_and_its_new_name_is_refused()
    {
        Shard("model.safetensors", "image_newline", "model.image_newline");
        Assert.Contains("stored twice", Assert.Throws<InputException>(() => CheckpointTensors.Open(folder.Path, LlavaParameters.Renames)).Message);
    }

    [Fact]
    public void A_folder_without_weights_is_refused_with_the_names_looked_for()
    {
        var error = Assert.Throws<InputException>(() => CheckpointTensors.Open(folder.Path));
        Assert.Contains("model.safetensors.index.json", error.Message);
    }

    public void Dispose() => folder.Dispose();

    private void Shard(string file, params string[] names)
    {
        var tensors = names.Select(name => new SafetensorsTensor(name, "F32", [1], stream => stream.Write(new byte[4])));
        SafetensorsWriter.Write(folder.File(file), tensors);
    }

    private void Index(string map) =>
        File.WriteAllText(folder.File("model.safetensors.index.json"), $$"""{"metadata":{},"weight_map":{{map}}}""");
}
