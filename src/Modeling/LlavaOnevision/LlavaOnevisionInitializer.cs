using LmmCl.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling.LlavaOnevision;

/// <summary>Fresh weights for pretraining, the same for the same seed.</summary>
internal static class LlavaOnevisionInitializer
{
    /// <summary>
    /// Matrices from N(0, range), norms 1, biases 0, image newline from N(0, 1 / sqrt(D)). The vision tower's matrices are scaled
    /// to their fan-in (LeCun 1998), as SigLIP's own code does; the fixed range suits the much wider language model.
    /// </summary>
    public static void Fill(LlavaOnevisionModel model, int seed)
    {
        using var noGradients = no_grad();
        using var generator = new Generator((ulong)seed, model.Placement.Device);
        foreach (var parameter in model.Parameters)
        {
            var value = parameter.Value;
            if (parameter.Role == ParameterRole.ImageNewline)
            {
                value.normal_(0, 1 / Math.Sqrt(value.shape[0]), generator);
            }
            else if (value.shape.Length == 1)
            {
                value.fill_(parameter.Name.EndsWith(".weight", StringComparison.Ordinal) ? 1 : 0);
            }
            else
            {
                value.normal_(0, Deviation(parameter, model.Config), generator);
            }
        }
    }

    private static double Deviation(ModelParameter parameter, LlavaOnevisionConfig config) => parameter.Role switch
    {
        ParameterRole.VisionTower or ParameterRole.Projector => 1 / Math.Sqrt(parameter.Value.shape.Skip(1).Aggregate(1L, (product, side) => product * side)),
        _ => config.Text.InitializerRange,
    };
}
