using LmmCl.Abstractions;
using LmmCl.Modeling;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.Layers;
using LmmCl.Modeling.LlavaOnevision;
using LmmCl.Modeling.Siglip;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.LoRA.Tests.Small;

/// <summary>A multimodal model that trains in a moment, and two prompts with a picture each.</summary>
internal static class SmallModel
{
    private const int ImageToken = 31;
    private const int PictureSide = 8;
    private const int PictureTokens = 5;
    private const int Length = 12;

    private static readonly LlavaOnevisionConfig config = new()
    {
        Text = new DecoderConfig
        {
            Vocabulary = 32,
            Hidden = 8,
            Intermediate = 12,
            Layers = 2,
            Heads = 2,
            KeyValueHeads = 1,
            HeadWidth = 4,
            InitializerRange = 0.3,
        },
        Vision = new SiglipConfig { Hidden = 8, Intermediate = 12, Layers = 1, Heads = 2, ImageSize = PictureSide, PatchSize = 4 },
        ImageTokenId = ImageToken,
        Pinpoints = [new ImageSize(PictureSide, PictureSide)],
    };

    public static LlavaOnevisionModel Create(ScalarType dtype = ScalarType.Float32) =>
        MultimodalModels.Create(config, seed: 3, Placement.Default with { Dtype = dtype });

    /// <summary>With a head that is the token embedding.</summary>
    public static LlavaOnevisionModel Tied() =>
        MultimodalModels.Create(config with { Text = config.Text with { TiedHead = true } }, seed: 3);

    /// <summary>The last three tokens of each row carry labels.</summary>
    public static MultimodalBatch Batch()
    {
        var ids = new long[2, Length];
        var labels = new long[2, Length];
        for (var row = 0; row < 2; row++)
        {
            for (var position = 0; position < Length; position++)
            {
                ids[row, position] = position < PictureTokens ? ImageToken : 1 + (((row * 7) + (position * position)) % 30);
                labels[row, position] = position < Length - 3 ? MultimodalBatch.IgnoredLabel : ids[row, position];
            }
        }

        var waves = arange(0, 2 * 3 * PictureSide * PictureSide, dtype: ScalarType.Float32).mul_(0.37).sin_();
        return new MultimodalBatch(
            tensor(ids),
            ones(2, Length, dtype: ScalarType.Int64),
            tensor(labels),
            waves.reshape(2, 3, PictureSide, PictureSide),
            [.. Enumerable.Repeat(new ImageExtent(PictureSide, PictureSide, 1), 2)]);
    }

    /// <summary>Logits of the two prompts, flat.</summary>
    public static float[] Answers(IMultimodalModel model)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var batch = Batch();
        return model.Logits(batch).to(ScalarType.Float32).data<float>().ToArray();
    }

    /// <summary>Every parameter's values, by name.</summary>
    public static Dictionary<string, float[]> Values(IMultimodalModel model)
    {
        using var scope = NewDisposeScope();
        return model.Parameters.ToDictionary(
            parameter => parameter.Name, parameter => parameter.Value.detach().to(ScalarType.Float32).data<float>().ToArray());
    }
}
