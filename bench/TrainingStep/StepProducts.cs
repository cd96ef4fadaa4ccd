using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.TrainingStep.Bench;

/// <summary>
/// The matrix products of a step's linear maps and nothing else: y = x W^T, dx = dy W and dW = dy^T x. The last block's outputs and the head
/// are only needed where there are answers.
/// </summary>
internal sealed class StepProducts : IDisposable
{
    private readonly List<(Tensor X, Tensor Weight, Tensor Gradient)> maps = [];

    public StepProducts(IMultimodalModel model, MultimodalBatch batch, int answers)
    {
        var last = model.Parameters.Where(parameter => IsOfDecoder(parameter.Role)).Max(parameter => parameter.Layer);
        var patch = model.Parameters.First(parameter => parameter.Name.EndsWith("patch_embedding.weight", StringComparison.Ordinal)).Value;
        var patches = batch.PixelValues!.shape[0] * (batch.PixelValues.shape[2] / patch.shape[2]) * (batch.PixelValues.shape[3] / patch.shape[3]);
        foreach (var parameter in model.Parameters.Where(IsMap))
        {
            var onAnswers = parameter.Role == ParameterRole.Head || (parameter.Layer == last && IsAfterAttention(parameter.Role));
            var rows = !IsOfDecoder(parameter.Role) && parameter.Role != ParameterRole.Head ? patches
                : onAnswers ? answers : batch.InputIds.numel();
            var weight = parameter.Value.detach().reshape(parameter.Value.shape[0], -1).DetachFromDisposeScope();
            maps.Add((Drawn(rows, weight.shape[1]), weight, Drawn(rows, weight.shape[0])));
        }
    }

    public void Run()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        foreach (var (x, weight, gradient) in maps)
        {
            x.matmul(weight.t());
            gradient.matmul(weight);
            gradient.t().matmul(x);
        }
    }

    public void Dispose()
    {
        foreach (var (x, weight, gradient) in maps)
        {
            x.Dispose();
            weight.Dispose();
            gradient.Dispose();
        }
    }

    private static bool IsMap(ModelParameter parameter) =>
        parameter.Value.dim() >= 2 && parameter.Role != ParameterRole.TokenEmbedding
        && !parameter.Name.EndsWith("position_embedding.weight", StringComparison.Ordinal);

    private static bool IsOfDecoder(ParameterRole role) =>
        IsAfterAttention(role) || role is ParameterRole.AttentionQuery or ParameterRole.AttentionKey or ParameterRole.AttentionValue;

    private static bool IsAfterAttention(ParameterRole role) =>
        role is ParameterRole.AttentionOutput or ParameterRole.MlpGate or ParameterRole.MlpUp or ParameterRole.MlpDown;

    private static Tensor Drawn(long rows, long columns) => randn(rows, columns).DetachFromDisposeScope();
}
