using LmmCl.Abstractions;
using LmmCl.Modeling;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.Layers;
using LmmCl.Modeling.LlavaOnevision;
using LmmCl.Modeling.Siglip;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Testing.Tiny;

/// <summary>A LLaVA-OneVision model of a few thousand parameters: every role, every kind of module, a few milliseconds per step.</summary>
internal static class TinyModel
{
    public const int Vocabulary = 32;
    public const int ImageToken = 31;
    public const int PictureSide = 8;

    /// <summary>A single crop of 2 x 2 patches, and the newline token at its end.</summary>
    public const int TokensPerPicture = 5;

    private static readonly LlavaOnevisionConfig config = new()
    {
        Text = new DecoderConfig
        {
            Vocabulary = Vocabulary,
            Hidden = 8,
            Intermediate = 12,
            Layers = 2,
            Heads = 2,
            KeyValueHeads = 1,
            HeadWidth = 4,
            AttentionBias = true,
        },
        Vision = new SiglipConfig
        {
            Hidden = 8,
            Intermediate = 12,
            Layers = 1,
            Heads = 2,
            ImageSize = PictureSide,
            PatchSize = PictureSide / 2,
        },
        ImageTokenId = ImageToken,
        Pinpoints = [new ImageSize(PictureSide, PictureSide)],
    };

    /// <summary>Creates the model with the same weights every time, rounded to the type.</summary>
    public static LlavaOnevisionModel Create(ScalarType dtype = ScalarType.Float32) =>
        MultimodalModels.Create(config, seed: 3, Placement.Default with { Dtype = dtype });

    /// <summary>The model's outputs for all examples: logits [B, T, V], flattened.</summary>
    public static float[] Answers(IMultimodalModel model)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var examples = new TinyExamples();
        using var batch = examples.Collate([.. Enumerable.Range(0, examples.Count)]);
        return model.Logits(batch).to(ScalarType.Float32).data<float>().ToArray();
    }

    /// <summary>Names, roles, types and shapes of the parameters, and names and kinds of the modules, one per line.</summary>
    public static IReadOnlyList<string> Shape(IMultimodalModel model) =>
    [
        .. model.Parameters.Select(parameter =>
            $"{parameter.Name} {parameter.Role} {TensorBytes.NameOf(parameter.Value.dtype)} [{string.Join(", ", parameter.Value.shape)}]"
            + (parameter.Value.requires_grad ? " with gradient" : "")),
        .. model.Modules.Select(module => $"{module.Name} {module.Kind}"),
    ];
}
