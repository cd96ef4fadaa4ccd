using LmmCl.Modeling.Layers;
using static TorchSharp.torch;

namespace LmmCl.Decoder.Bench;

/// <summary>The matrix products of that pass and nothing else: per linear map y = x W^T, dx = dy W and dW = dy^T x; six per attention.</summary>
internal sealed class MatrixProducts : IDisposable
{
    private readonly List<(Tensor X, Tensor Weight, Tensor Gradient)> maps = [];
    private readonly Tensor query;
    private readonly Tensor scores;
    private readonly int layers;

    public MatrixProducts(DecoderConfig config, int tokens, ScalarType dtype)
    {
        layers = config.Layers;
        var (queries, keys) = (config.Heads * config.HeadWidth, config.KeyValueHeads * config.HeadWidth);
        (int Inputs, int Outputs)[] shapes =
        [
            (config.Hidden, queries), (config.Hidden, keys), (config.Hidden, keys), (queries, config.Hidden),
            (config.Hidden, config.Intermediate), (config.Hidden, config.Intermediate), (config.Intermediate, config.Hidden),
        ];
        Tensor Drawn(params long[] shape) => randn(shape, dtype: dtype);

        // Weights of their own per layer: those of a real pass do not stay in a cache either.
        for (var layer = 0; layer < layers; layer++)
        {
            maps.AddRange(shapes.Select(map =>
                (Drawn(tokens, map.Inputs), Drawn(map.Outputs, map.Inputs), Drawn(tokens, map.Outputs))));
        }

        query = Drawn(config.Heads, tokens, config.HeadWidth);
        scores = Drawn(config.Heads, tokens, tokens);
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

        for (var layer = 0; layer < layers; layer++)
        {
            query.bmm(query.transpose(1, 2));
            scores.bmm(query);
            query.bmm(query.transpose(1, 2));
            scores.transpose(1, 2).bmm(query);
            scores.bmm(query);
            scores.transpose(1, 2).bmm(query);
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

        query.Dispose();
        scores.Dispose();
    }
}
