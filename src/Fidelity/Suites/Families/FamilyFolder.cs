using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Images;
using LmmCl.Modeling.Images.Processors;
using LmmCl.Modeling.LlavaOnevision;
using LmmCl.Modeling.Tokenizers;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Families;

/// <summary>The files of one family, each read on first use and then cached, since cases share models.</summary>
internal sealed class FamilyFolder(string path, Placement placement)
{
    private readonly Dictionary<(string Checkpoint, string? Config, bool Rounded), LlavaOnevisionModel> models = [];
    private readonly Dictionary<string, (ITokenizer Tokenizer, IImageProcessor Processor)> readers = [];

    /// <summary>Name of the folder, such as <c>llava_onevision</c>.</summary>
    public string Name { get; } = System.IO.Path.GetFileName(path);

    /// <summary>The path of a file in the folder.</summary>
    public string PathOf(string name) => System.IO.Path.Combine(path, name);

    /// <summary>
    /// The model of a case, optionally from another checkpoint or with another <c>config.json</c>. Shared; must not be modified.
    /// </summary>
    public LlavaOnevisionModel Model(FamilyEntry entry, string? checkpoint = null, string? config = null)
    {
        var name = checkpoint ?? entry.Checkpoint;
        var rounded = RoundsFrequencies(entry, name);
        if (!models.TryGetValue((name, config, rounded), out var model))
        {
            models[(name, config, rounded)] = model = Load(name, config, rounded);
        }

        return model;
    }

    /// <summary>A model for exclusive use.</summary>
    public LlavaOnevisionModel Fresh(FamilyEntry entry) => Load(entry.Checkpoint, null, RoundsFrequencies(entry, entry.Checkpoint));

    /// <summary>Tokenizer and image processor of a checkpoint.</summary>
    public (ITokenizer Tokenizer, IImageProcessor Processor) Readers(string checkpoint)
    {
        if (!readers.TryGetValue(checkpoint, out var found))
        {
            var files = CheckpointFolder.Open(PathOf(checkpoint));
            var preprocessor = files.Preprocessor ?? throw new InputException(PathOf(checkpoint), "there is no preprocessor_config.json.");
            readers[checkpoint] = found = (HuggingFaceTokenizer.Load(files.Path), ImageProcessorConfig.FromFile(preprocessor));
        }

        return found;
    }

    /// <summary>The tensors of a case's file.</summary>
    public GoldenTensors Tensors(string file) => new(PathOf(file));

    private LlavaOnevisionModel Load(string checkpoint, string? config, bool rounded) => (LlavaOnevisionModel)MultimodalModels.Load(
        PathOf(checkpoint),
        rounded ? placement with { FrequencyType = ScalarType.BFloat16 } : placement,
        config is null ? null : PathOf(config)).Model;

    /// <summary>
    /// True if the model's rotary frequencies were rounded: a half-width checkpoint whose case lacks <c>compute: float32</c> was written by
    /// casting the library's model to bf16, which rounds them, and computed after casting it back, which does not restore them.
    /// </summary>
    private bool RoundsFrequencies(FamilyEntry entry, string checkpoint)
    {
        if (entry.Compute == "float32")
        {
            return false;
        }

        using var stored = CheckpointTensors.Open(PathOf(checkpoint));
        return stored.Names.All(name => stored.Find(name)!.Entry.Dtype == "BF16");
    }
}
