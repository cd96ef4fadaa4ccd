using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Images.Processors;
using LmmCl.Modeling.Tests.Small;
using LmmCl.Modeling.Tokenizers;

namespace LmmCl.Modeling.Tests.Checkpoints;

/// <summary>Checkpoint folders whose files contradict each other, or are something else.</summary>
public sealed class CheckpointContradictionTests : IDisposable
{
    private static readonly string tiny = Path.Combine(FindRoot(), "models", "tiny-ov");

    private readonly TemporaryFolder folder = new();

    public CheckpointContradictionTests()
    {
        foreach (var file in Directory.GetFiles(tiny))
        {
            File.Copy(file, folder.File(Path.GetFileName(file)));
        }
    }

    [Fact]
    public void A_tied_flag_and_an_own_head_name_the_field()
    {
        var config = File.ReadAllText(folder.File("config.json"));
        File.WriteAllText(
            folder.File("config.json"),
            config.Replace("\"tie_word_embeddings\": false", "\"tie_word_embeddings\": true", StringComparison.Ordinal));

        Refuses("tie_word_embeddings", "differs from");
    }

    [Fact]
    public void A_missing_head_names_the_field_that_ties_it()
    {
        Rewrite(tensors => tensors.Where(tensor => tensor.Name != "lm_head.weight"));

        Refuses("tie_word_embeddings", "has no lm_head.weight");
    }

    [Fact]
    public void A_value_that_is_no_number_names_its_tensor()
    {
        Rewrite(tensors => tensors.Select((tensor, index) => index > 0 ? tensor : tensor with
        {
            Write = stream =>
            {
                var bytes = new byte[tensor.Shape.Aggregate(4L, (size, side) => size * side)];
                BitConverter.GetBytes(float.NaN).CopyTo(bytes, 8);
                stream.Write(bytes);
            },
        }));

        Refuses("value 2 of", "NaN or infinite");
    }

    [Fact]
    public void Links_as_the_hub_cache_has_them_are_followed()
    {
        var cache = Directory.CreateDirectory(folder.File("snapshot")).FullName;
        foreach (var file in Directory.GetFiles(folder.Path))
        {
            File.CreateSymbolicLink(Path.Combine(cache, Path.GetFileName(file)), Path.Combine("..", Path.GetFileName(file)));
        }

        using var loaded = MultimodalModels.Load(cache);
        Assert.NotEmpty(loaded.Model.Parameters);
    }

    [Fact]
    public void An_outline_has_names_and_shapes_and_no_values()
    {
        using var outline = MultimodalModels.Outline(folder.Path);
        using var loaded = MultimodalModels.Load(folder.Path);

        Assert.Equal(
            loaded.Model.Parameters.Select(parameter => (parameter.Name, string.Join(',', parameter.Value.shape))),
            outline.Model.Parameters.Select(parameter => (parameter.Name, string.Join(',', parameter.Value.shape))));
    }

    [Fact]
    public void Weights_in_another_form_are_named_with_the_way_to_convert_them()
    {
        File.Move(folder.File("model.safetensors"), folder.File("pytorch_model.bin"));

        Refuses("pytorch_model.bin", "save_pretrained");
    }

    [Theory]
    [InlineData("model.safetensors", "Git LFS pointer")]
    [InlineData("config.json", "Git LFS pointer")]
    public void A_pointer_in_place_of_a_file_is_named(string file, string expected)
    {
        File.WriteAllText(folder.File(file), "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");

        Refuses(file, expected);
    }

    [Fact]
    public void A_file_beside_an_index_of_other_files_is_refused()
    {
        File.WriteAllText(folder.File("model.safetensors.index.json"), """{ "weight_map": { "a": "model-00001-of-00002.safetensors" } }""");

        Refuses("two sets of weights");
    }

    [Fact]
    public void A_shard_without_its_index_is_named()
    {
        File.Move(folder.File("model.safetensors"), folder.File("model-00001-of-00001.safetensors"));

        Refuses("model.safetensors.index.json is not");
    }

    [Fact]
    public void A_byte_order_mark_is_accepted_in_every_settings_file()
    {
        foreach (var file in new[] { "config.json", "tokenizer.json", "preprocessor_config.json" })
        {
            File.WriteAllText(folder.File(file), "\uFEFF" + File.ReadAllText(folder.File(file)));
        }

        using var loaded = MultimodalModels.Load(folder.Path);
        Assert.NotNull(HuggingFaceTokenizer.Load(folder.Path));
        Assert.NotNull(ImageProcessorConfig.FromFile(loaded.Folder.Preprocessor!));
    }

    [Fact]
    public void Processor_settings_are_read_where_transformers_5_nests_them()
    {
        var settings = File.ReadAllText(folder.File("preprocessor_config.json"));
        File.Delete(folder.File("preprocessor_config.json"));
        File.WriteAllText(folder.File("processor_config.json"), $$"""{ "processor_class": "LlavaOnevisionProcessor", "image_processor": {{settings}} }""");

        Assert.NotNull(ImageProcessorConfig.FromFile(CheckpointFolder.Open(folder.Path).Preprocessor!));
    }

    public void Dispose() => folder.Dispose();

    private void Refuses(params string[] said)
    {
        var error = Assert.Throws<InputException>(() => MultimodalModels.Load(folder.Path).Dispose());
        Assert.All(said, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    private void Rewrite(Func<IReadOnlyList<SafetensorsTensor>, IEnumerable<SafetensorsTensor>> change)
    {
        var path = folder.File("model.safetensors");
        List<SafetensorsTensor> tensors;
        using (var file = SafetensorsFile.Open(path))
        {
            tensors = [.. file.Entries.Values.Select(entry => (entry, bytes: file.ReadBytes(entry.Name))).ToList()
                .Select(pair => new SafetensorsTensor(pair.entry.Name, pair.entry.Dtype, pair.entry.Shape, stream => stream.Write(pair.bytes)))];
        }

        SafetensorsWriter.Write(path, [.. change(tensors)]);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LmmCl.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
