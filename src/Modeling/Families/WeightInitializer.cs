using System.Globalization;
using LmmCl.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Families;

/// <summary>Initializes weights for pretraining, deterministically for a given seed.</summary>
internal static class WeightInitializer
{
    private const double EmbeddingDeviation = 0.3;

    /// <summary>Maps of a tower that write into its residual stream.</summary>
    private static readonly string[] residual = [".out_proj.", ".fc2.", ".attn.proj.", ".mlp.down_proj."];

    /// <summary>
    /// Draws matrices from N(0, 1 / fan-in) (LeCun 1998), with those that write into a residual stream of L layers scaled by 1 / sqrt(2 L)
    /// (Radford et al. 2019); embeddings, positions and image newline from N(0, 0.3^2); norms 1, biases 0. The fixed range of 0.02 common
    /// in large models is far too small for narrow ones. Values are drawn in fp32 in main memory, so that they are the same on every
    /// device, and rounded to the model's type.
    /// </summary>
    public static void Fill(IMultimodalModel model, int seed)
    {
        using var noGradients = no_grad();
        using var generator = new Generator((ulong)seed);
        var towerLayers = model.Parameters.Select(parameter => TowerLayer(parameter)).Max() + 1;
        foreach (var parameter in model.Parameters)
        {
            var value = parameter.Value;
            if (parameter.Role is ParameterRole.ImageNewline or ParameterRole.TokenEmbedding
                || parameter.Name.Contains(".position_embedding.", StringComparison.Ordinal))
            {
                Draw(value, EmbeddingDeviation, generator);
            }
            else if (value.shape.Length == 1)
            {
                value.fill_(Numbers.Of(parameter.Name.EndsWith(".weight", StringComparison.Ordinal) ? 1 : 0));
            }
            else
            {
                Draw(value, ResidualShare(parameter, model.LayerCount, towerLayers) / Math.Sqrt(FanIn(value)), generator);
            }
        }
    }

    private static void Draw(Tensor value, double deviation, Generator generator)
    {
        using var drawn = empty(value.shape, dtype: ScalarType.Float32);
        value.copy_(drawn.normal_(0, deviation, generator));
    }

    private static double FanIn(Tensor weight) => weight.shape.Skip(1).Aggregate(1L, (product, side) => product * side);

    private static double ResidualShare(ModelParameter parameter, int layers, int towerLayers) => parameter.Role switch
    {
        ParameterRole.AttentionOutput or ParameterRole.MlpDown => 1 / Math.Sqrt(2 * layers),
        ParameterRole.VisionTower when residual.Any(part => parameter.Name.Contains(part, StringComparison.Ordinal)) =>
            1 / Math.Sqrt(2 * towerLayers),
        _ => 1,
    };

    /// <summary>Index of a tower's block, which is the first number in a name; -1 outside the blocks.</summary>
    private static int TowerLayer(ModelParameter parameter) => parameter.Role == ParameterRole.VisionTower
        && parameter.Name.Split('.').FirstOrDefault(part => part.All(char.IsAsciiDigit)) is { } number
            ? int.Parse(number, CultureInfo.InvariantCulture)
            : -1;
}
