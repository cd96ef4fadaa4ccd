using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Tests.Small;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Tests.Checkpoints;

public sealed class SavingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_saved_model_loads_again_bit_for_bit(bool tied)
    {
        using var model = tied ? SmallModel.Tied() : SmallModel.Create();
        MultimodalModels.Save(model, folder.Path);
        using var loaded = MultimodalModels.Load(folder.Path);
        Assert.Equal(ModelHash.Of(model), ModelHash.Of(loaded.Model));
        Assert.Equal(tied, loaded.Model.Parameters.All(parameter => parameter.Role != ParameterRole.Head));
    }

    [Fact]
    public void A_copy_keeps_the_configuration_and_takes_the_companions_along()
    {
        using var model = SmallModel.Create();
        MultimodalModels.Save(model, folder.Path);
        File.WriteAllText(folder.File("tokenizer.json"), "{}");
        var config = folder.File("config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("\"architectures\"", "\"eos_token_id\": 7, \"architectures\""));
        using var loaded = MultimodalModels.Load(folder.Path);
        MultimodalModels.Save(loaded.Model, folder.File("copy"), loaded.Folder);
        Assert.Equal("{}", File.ReadAllText(folder.File("copy/tokenizer.json")));
        Assert.Contains("\"eos_token_id\": 7", File.ReadAllText(folder.File("copy/config.json")));
        Assert.Equal(File.ReadAllBytes(folder.File("model.safetensors")), File.ReadAllBytes(folder.File("copy/model.safetensors")));
    }

    [Fact]
    public void Weights_of_half_the_width_load_into_full_width_and_back_without_loss()
    {
        using var half = MultimodalModels.Create(SmallModel.Config, 3, new Placement(ScalarType.BFloat16, CPU));
        MultimodalModels.Save(half, folder.Path);
        using var full = MultimodalModels.Load(folder.Path);
        Assert.All(full.Model.Parameters, parameter => Assert.Equal(ScalarType.Float32, parameter.Value.dtype));
        using var again = MultimodalModels.Load(folder.Path, new Placement(ScalarType.BFloat16, CPU));
        Assert.Equal(ModelHash.Of(half), ModelHash.Of(again.Model));
        Assert.Contains("bfloat16", File.ReadAllText(folder.File("config.json")));
    }

    [Fact]
    public void The_same_seed_makes_the_same_weights_and_another_seed_does_not()
    {
        using var one = SmallModel.Create(5);
        using var same = SmallModel.Create(5);
        using var other = SmallModel.Create(6);
        Assert.Equal(ModelHash.Of(one), ModelHash.Of(same));
        Assert.NotEqual(ModelHash.Of(one), ModelHash.Of(other));
    }

    [Fact]
    public void Missing_unexpected_and_misshapen_tensors_are_named_in_one_message()
    {
        using var model = SmallModel.Create();
        MultimodalModels.Save(model, folder.Path);
        var kept = ModelWeights.ToSafetensors(
            model.Parameters.Where(parameter => parameter.Name is not ("lm_head.weight" or "model.image_newline")));
        SafetensorsTensor Odd(string name, long size) => new(name, "F32", [size], stream => stream.Write(new byte[4 * size]));
        SafetensorsWriter.Write(folder.File("model.safetensors"), [.. kept, Odd("model.image_newline", 3), Odd("model.mystery", 1)]);
        var message = Assert.Throws<InputException>(() => MultimodalModels.Load(folder.Path)).Message;
        Assert.Contains("missing: lm_head.weight", message);
        Assert.Contains("not part of this model: model.mystery", message);
        Assert.Contains("model.image_newline (stored [3], config.json says [16])", message);
    }

    [Fact]
    public void An_unknown_model_type_is_answered_with_near_matches()
    {
        File.WriteAllText(folder.File("config.json"), """{"model_type":"llava_onevison"}""");
        var message = Assert.Throws<InputException>(() => MultimodalModels.Load(folder.Path)).Message;
        Assert.Contains("config.json: model_type", message);
        Assert.Contains("'llava_onevision'", message);
    }

    public void Dispose() => folder.Dispose();
}
