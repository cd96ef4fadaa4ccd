using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Tests.Layers;

/// <summary>Scores of short sequences are kept, those of long ones are not: both are the same attention.</summary>
public sealed class LongSequenceTests : IDisposable
{
    private const int Short = 200;
    private const int Long = 300;

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Decoder decoder;
    private readonly Tensor x;

    public LongSequenceTests()
    {
        manual_seed(7);
        var config = new DecoderConfig
        {
            Vocabulary = 8,
            Hidden = 16,
            Intermediate = 24,
            Layers = 2,
            Heads = 4,
            KeyValueHeads = 2,
            HeadWidth = 4,
        };
        decoder = new Decoder(config, Placement.Default);
        using var untracked = no_grad();
        foreach (var (_, parameter) in decoder.named_parameters())
        {
            parameter.normal_(0, 0.3);
        }

        x = randn(1, Long, config.Hidden);
    }

    [Fact]
    public void The_beginning_of_a_long_sequence_is_what_it_is_alone()
    {
        var (whole, alone) = (Run(x, padding: 0), Run(x.narrow(1, 0, Short), padding: 0));

        Assert.InRange(Difference(whole.narrow(1, 0, Short), alone), 0, 1e-5);
    }

    [Fact]
    public void A_sequence_after_padding_is_what_it_is_alone()
    {
        var (padded, alone) = (Run(x, Long - Short), Run(x.narrow(1, Long - Short, Short), padding: 0));

        Assert.InRange(Difference(padded.narrow(1, Long - Short, Short), alone), 0, 1e-5);
    }

    [Fact]
    public void The_last_rows_of_a_long_sequence_are_those_of_all_its_rows()
    {
        var rows = arange(Long - 20, Long, dtype: ScalarType.Int64);
        var mask = ones(1, Long, dtype: ScalarType.Int64);
        var wanted = decoder.call(x, decoder.StateFor(mask) with { Wanted = WantedRows.Of(rows, Long, CPU) });

        Assert.InRange(Difference(wanted, Run(x, padding: 0)[0].narrow(0, Long - 20, 20)), 0, 1e-5);
    }

    public void Dispose()
    {
        decoder.Dispose();
        scope.Dispose();
    }

    private Tensor Run(Tensor input, int padding)
    {
        var mask = ones(1, input.shape[1], dtype: ScalarType.Int64);
        mask.narrow(1, 0, padding).zero_();
        return decoder.call(input, decoder.StateFor(mask));
    }

    private static double Difference(Tensor found, Tensor expected) => (found - expected).abs().max().item<float>();
}
