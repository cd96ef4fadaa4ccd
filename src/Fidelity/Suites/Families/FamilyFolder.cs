using LmmCl.Fidelity.Cases;
using LmmCl.Modeling;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Configuration;
using LmmCl.Modeling.Families;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Images;
using LmmCl.Modeling.Tokenizers;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Families;

/// <summary>The files of one family, each read on first use and then cached, since cases share models.</summary>
internal sealed class FamilyFolder(string path, Placement placement)
{
    private readonly Dictionary<(string Checkpoint, string? Config, bool Rounded), VisionLanguageModel> models = [];
    private readonly Dictionary<string, (ITokenizer Tokenizer, IImageProcessor Processor)> readers = [];

    /// <summary>Name of the folder, such as <c>llava_onevision</c>.</summary>
    public string Name { get; } = System.IO.Path.GetFileName(path);

    /// <summary>The path of a file in the folder.</summary>
    public string PathOf(string name) => System.IO.Path.Combine(path, name);

    /// <summary>
    /// The model of a case, optionally from another checkpoint or with another <c>config.json</c>. Shared; must not be modified.
    /// </summary>
    public VisionLanguageModel Model(FamilyEntry entry, string? checkpoint = null, string? config = null)
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
    public VisionLanguageModel Fresh(FamilyEntry entry) => Load(entry.Checkpoint, null, RoundsFrequencies(entry, entry.Checkpoint));

    /// <summary>Tokenizer and image processor of a checkpoint.</summary>
    public (ITokenizer Tokenizer, IImageProcessor Processor) Readers(string checkpoint)
    {
        if (!readers.TryGetValue(checkpoint, out var found))
        {
            var files = CheckpointFolder.Open(PathOf(checkpoint));
            var family = ModelFamilies.Of(JsonFields.Open(files.Config));
            readers[checkpoint] = found = (HuggingFaceTokenizer.Load(files.Path), family.ImageProcessor(files));
        }

        return found;
    }

    /// <summary>The tensors of a case's file.</summary>
    public GoldenTensors Tensors(string file) => new(PathOf(file));

    private VisionLanguageModel Load(string checkpoint, string? config, bool rounded) => (VisionLanguageModel)MultimodalModels.Load(
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
