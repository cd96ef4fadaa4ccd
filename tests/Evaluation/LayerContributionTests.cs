using LmmCl.Abstractions;
using LmmCl.Evaluation.Probes.LayerContributions;
using LmmCl.Evaluation.Scorers;
using LmmCl.Modeling;
using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.Layers;
using LmmCl.Modeling.LlavaOnevision;
using LmmCl.Modeling.Siglip;
using static TorchSharp.torch;

namespace LmmCl.Evaluation.Tests;

public sealed class LayerContributionTests : IDisposable
{
    private static readonly LlavaOnevisionConfig config = new()
    {
        Text = new DecoderConfig { Vocabulary = 24, Hidden = 8, Intermediate = 9, Layers = 3, Heads = 2, KeyValueHeads = 1, HeadWidth = 4 },
        Vision = new SiglipConfig { Hidden = 8, Intermediate = 12, Layers = 1, Heads = 2, ImageSize = 12, PatchSize = 6 },
        ImageTokenId = 23,
        Pinpoints = [new ImageSize(12, 12)],
    };

    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();
    private readonly LlavaOnevisionModel model = MultimodalModels.Create(config, seed: 5);

    [Theory]
    [InlineData(ScoringMode.Default, 1e-12)]
    [InlineData(ScoringMode.AsPublished, 1e-2)]
    public void A_model_writes_what_it_writes_itself(ScoringMode mode, double tolerance)
    {
        using var probe = new LayerContribution(Head(), Head(), mode);

        probe.Add(Heard(), Heard());

        Assert.Equal((3, 3), (probe.AttentionMeans.Count, probe.MlpMeans.Count));
        Assert.All(probe.AttentionMeans.Concat(probe.MlpMeans), mean => Assert.InRange(mean, 0, tolerance));
    }

    [Theory]
    [InlineData(ScoringMode.Default)]
    [InlineData(ScoringMode.AsPublished)]
    public void The_distance_is_the_one_between_the_logits(ScoringMode mode)
    {
        var (before, after) = (Heard(), Heard(scale: 1.5));
        var (head, moved) = (Head(), Head() * 1.1);
        using var probe = new LayerContribution(head, moved, mode);

        probe.Add(before, after);

        for (var layer = 0; layer < 3; layer++)
        {
            var logits = after.Mlp[layer].matmul(moved.t()) - before.Mlp[layer].matmul(head.t());
            Assert.Equal(logits.square().sum(1).sqrt().mean().item<float>(), probe.MlpMeans[layer], 1e-3);
        }
    }

    [Fact]
    public void A_changed_mlp_shows_in_its_layer_and_in_what_follows_it()
    {
        var before = Heard();
        using var louder = Mlp(1).Wrap((x, inner) => inner(x) * 3);
        using var probe = new LayerContribution(Head(), Head());

        probe.Add(before, Heard());

        Assert.Equal((0, 0), (probe.MlpMeans[0], probe.AttentionMeans[1]));
        Assert.True(probe.MlpMeans[1] > 0 && probe.AttentionMeans[2] > 0);
        Assert.Equal(6, probe.Figures().Count);
        Assert.Equal(probe.MlpMeans[1], probe.Figures()["mlp_mean_layer_1"]);
    }

    [Fact]
    public void A_sample_without_positions_does_not_count()
    {
        using var probe = new LayerContribution(Head(), Head());

        probe.Add(Heard(), Heard(scale: 2));
        var means = probe.MlpMeans;
        probe.Add(Heard(rows: []), Heard(rows: []));

        Assert.Equal(1, probe.Samples);
        Assert.Equal(means, probe.MlpMeans);
    }

    [Fact]
    public void Listening_leaves_neither_wrapper_nor_tensor()
    {
        Heard();
        var before = Tensor.TotalCount;
        using (NewDisposeScope())
        using (var probe = new LayerContribution(Head(), Head()))
        {
            probe.Add(Heard(), Heard());
        }

        Assert.Equal(before, Tensor.TotalCount);
        Assert.DoesNotContain(model.Modules, module => module.IsWrapped);
    }

    public void Dispose()
    {
        scope.Dispose();
        model.Dispose();
    }

    private ModelModule Mlp(int layer) => model.Modules.Single(module => module.Kind == ModuleKind.Mlp && module.Layer == layer);

    private Tensor Head() => model.Head(eye(config.Text.Hidden)).t().detach();

    /// <summary>What the blocks write at three positions of a text, the first MLP times <paramref name="scale"/>.</summary>
    private BlockOutputs Heard(double scale = 1, long[]? rows = null)
    {
        using var louder = Mlp(0).Wrap((x, inner) => inner(x) * scale);
        var text = tensor(new long[,] { { 3, 9, 1, 12, 7 } });
        using var batch = new MultimodalBatch(text, text.gt(0).to(ScalarType.Int64), null, null, []);
        return BlockOutputs.Of(model, batch, tensor(rows ?? [1, 2, 4]));
    }
}
