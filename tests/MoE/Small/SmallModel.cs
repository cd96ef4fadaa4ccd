using LmmCl.Abstractions;
using LmmCl.Modeling;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.Layers;
using LmmCl.Modeling.LlavaOnevision;
using LmmCl.Modeling.Siglip;
using static TorchSharp.torch;

namespace LmmCl.MoE.Tests.Small;

/// <summary>A real model that computes in a moment, always with the same weights.</summary>
internal static class SmallModel
{
    public const int Layers = 2;

    private static readonly LlavaOnevisionConfig config = new()
    {
        Text = new DecoderConfig
        {
            Vocabulary = 48,
            Hidden = 16,
            Intermediate = 24,
            Layers = Layers,
            Heads = 4,
            KeyValueHeads = 2,
            HeadWidth = 4,
        },
        Vision = new SiglipConfig { Hidden = 12, Intermediate = 20, Layers = 1, Heads = 2, ImageSize = 12, PatchSize = 6 },
        ImageTokenId = 40,
        Pinpoints = [new ImageSize(12, 12)],
    };

    public static LlavaOnevisionModel Create() => MultimodalModels.Create(config, seed: 3);

    /// <summary>Every parameter's numbers, to compare bit by bit.</summary>
    public static Dictionary<string, float[]> Values(IMultimodalModel model) =>
        model.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value.detach().data<float>().ToArray());

    /// <summary>Cross-entropy over the answers of four examples.</summary>
    public static float TaskLoss(IMultimodalModel model)
    {
        using var batch = new SmallExamples(4).Collate([0, 1, 2, 3]);
        using var answers = AnswerPositions.Of(batch);
        var step = new StepContext(model, null, batch, answers) { Step = 1, Steps = 1, Examples = [0, 1, 2, 3], Weight = 1 };
        return step.TaskLoss().item<float>();
    }

    /// <summary>[B, T, V] without gradients, in the caller's scope.</summary>
    public static Tensor Answers(IMultimodalModel model)
    {
        using var untracked = no_grad();
        using var batch = new SmallExamples(4).Collate([0, 1, 2, 3]);
        return model.Logits(batch);
    }
}
