using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Qwen2;
using LmmCl.Modeling.Tests.Small;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Tests.Qwen2;

[Collection(LiveTensors.Name)]
public sealed class Qwen2TextModelTests : IDisposable
{
    private const string Config = """
        {"model_type": "qwen2", "vocab_size": 48, "hidden_size": 16, "intermediate_size": 24, "num_hidden_layers": 2,
         "num_attention_heads": 4, "num_key_value_heads": 2, "tie_word_embeddings": false}
        """;

    private readonly TemporaryFolder folder = new();
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    [Fact]
    public void It_is_the_language_model_of_a_multimodal_one_under_the_names_of_a_text_checkpoint()
    {
        using var whole = SmallModel.Create();
        using var untracked = no_grad();
        using var batch = SmallModel.Texts(left: false, 7, 4);
        Write(whole);

        using var text = Qwen2TextModel.Load(folder.Path);

        Assert.Equal(whole.Logits(batch).data<float>().ToArray(), text.Logits(batch).data<float>().ToArray());
        Assert.Contains("model.layers.0.self_attn.q_proj", text.Modules.Select(module => module.Name));
        Assert.Equal((2 * 9) + 1, text.Modules.Count);
    }

    [Fact]
    public void A_checkpoint_of_another_kind_is_refused()
    {
        File.WriteAllText(folder.File("config.json"), Config.Replace("qwen2", "llama", StringComparison.Ordinal));

        var error = Assert.Throws<InputException>(() => Qwen2TextModel.Load(folder.Path));

        Assert.Contains("model_type: 'llama' is not 'qwen2'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_reads_no_pictures()
    {
        using var text = new Qwen2TextModel(SmallModel.Config.Text, Placement.Default);
        using var batch = SmallModel.Pictures((12, 12, true));

        Assert.Throws<ArgumentException>(() => text.Logits(batch));
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private void Write(IMultimodalModel whole)
    {
        const string Multimodal = "model.language_model.";
        ParameterRole[] others = [ParameterRole.VisionTower, ParameterRole.Projector, ParameterRole.ImageNewline];
        File.WriteAllText(folder.File("config.json"), Config);
        new SafetensorsFiles().Write(
            folder.File(CheckpointTensors.SingleFile),
            whole.Parameters
                .Where(parameter => !others.Contains(parameter.Role))
                .Select(parameter => (parameter.Name.Replace(Multimodal, "model.", StringComparison.Ordinal), (Tensor)parameter.Value)));
    }
}
