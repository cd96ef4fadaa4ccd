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

/// <summary>A LLaVA-OneVision model of a few thousand numbers: every role, every kind of module, a step in a few milliseconds.</summary>
internal static class TinyModel
{
    public const int Vocabulary = 32;
    public const int ImageToken = 31;
    public const int PictureSide = 8;

    /// <summary>A lone crop of 2 x 2 patches, and the newline at its end.</summary>
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

    /// <summary>The same weights every time, rounded to the type.</summary>
    public static LlavaOnevisionModel Create(ScalarType dtype = ScalarType.Float32) =>
        MultimodalModels.Create(config, seed: 3, Placement.Default with { Dtype = dtype });

    /// <summary>What the model says to every example: logits [B, T, V], flat.</summary>
    public static float[] Answers(IMultimodalModel model)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var examples = new TinyExamples();
        using var batch = examples.Collate([.. Enumerable.Range(0, examples.Count)]);
        return model.Logits(batch).to(ScalarType.Float32).data<float>().ToArray();
    }

    /// <summary>Names, roles, types and shapes of the parameters, and names and kinds of the modules, a line each.</summary>
    public static IReadOnlyList<string> Shape(IMultimodalModel model) =>
    [
        .. model.Parameters.Select(parameter =>
            $"{parameter.Name} {parameter.Role} {TensorBytes.NameOf(parameter.Value.dtype)} [{string.Join(", ", parameter.Value.shape)}]"
            + (parameter.Value.requires_grad ? " with gradient" : "")),
        .. model.Modules.Select(module => $"{module.Name} {module.Kind}"),
    ];
}
