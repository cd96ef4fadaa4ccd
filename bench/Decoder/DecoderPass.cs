using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Decoder.Bench;

/// <summary>Forward and backward of a decoder's blocks and last norm, all of whose parameters train.</summary>
internal sealed class DecoderPass : IDisposable
{
    private readonly Modeling.Layers.Decoder decoder;
    private readonly Tensor x;
    private readonly Tensor mask;

    public DecoderPass(DecoderConfig config, int tokens, ScalarType dtype)
    {
        decoder = new Modeling.Layers.Decoder(config, new Placement(dtype, CPU));
        using var untracked = no_grad();
        foreach (var (_, parameter) in decoder.named_parameters())
        {
            parameter.normal_(0, 0.02);
        }

        x = randn([1, tokens, config.Hidden], dtype: dtype).DetachFromDisposeScope();
        x.requires_grad = true;
        mask = ones(1, tokens, dtype: ScalarType.Int64);
    }

    public void Run()
    {
        using var scope = NewDisposeScope();
        decoder.call(x, decoder.StateFor(mask)).sum().backward();
        decoder.zero_grad();
        x.grad = null;
    }

    public void Dispose()
    {
        decoder.Dispose();
        x.Dispose();
        mask.Dispose();
    }
}
