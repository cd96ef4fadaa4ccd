using LmmCl.Abstractions;
using LmmCl.Training.Optimisation;
using LmmCl.Training.Tests.Small;
using static TorchSharp.torch;

namespace LmmCl.LwF.Tests;

public class TeacherCacheTests
{
    private static readonly LwFSettings cached = new() { CacheTeacher = true };

    [Theory]
    [InlineData(DistilledPositions.Answer, ExampleOrder.AsInFile)]
    [InlineData(DistilledPositions.All, ExampleOrder.AsInFile)]
    public async Task Cached_and_uncached_training_end_in_the_same_bits(DistilledPositions positions, ExampleOrder order)
    {
        var settings = new LwFSettings { Positions = positions };
        var options = SmallTaughtStage.Options with { Order = order, Epochs = 3 };

        Assert.Equal(
            await SmallTaughtStage.TrainedHash(settings, options),
            await SmallTaughtStage.TrainedHash(settings with { CacheTeacher = true }, options));
    }

    /// <summary>Shuffled, an example meets other neighbours and another padding in every epoch.</summary>
    [Fact]
    public async Task Other_neighbours_and_another_padding_change_nothing_but_the_last_bits()
    {
        using var kept = new SmallTaughtStage(cached);
        using var asked = new SmallTaughtStage(new LwFSettings());

        await kept.Train();
        await asked.Train();

        foreach (var (left, right) in kept.Model.Parameters.Zip(asked.Model.Parameters))
        {
            Assert.True((left.Value - right.Value).abs().max().item<float>() < 1e-4, left.Name);
        }
    }

    [Fact]
    public async Task The_teacher_is_asked_in_the_first_epoch_alone()
    {
        using var stage = new SmallTaughtStage(cached);
        await stage.Train();
        using var silent = new SilentTeacher();
        using var again = new SmallTaughtStage(cached, silent, stage.Work);

        await again.Train();

        Assert.Equal(stage.Hash, again.Hash);
        Assert.Equal(20, Files(stage).Length);
    }

    [Fact]
    public async Task A_damaged_file_is_computed_again()
    {
        using var stage = new SmallTaughtStage(cached);
        await stage.Train(SmallTaughtStage.Options with { Order = ExampleOrder.AsInFile });
        var files = Files(stage);
        var sound = files.Select(File.ReadAllBytes).ToList();
        File.WriteAllBytes(files[0], []);
        File.WriteAllBytes(files[1], sound[1][..^9]);
        File.WriteAllBytes(files[2], [.. sound[2][..^1], (byte)(sound[2][^1] ^ 1)]);
        File.WriteAllBytes(files[3], sound[4]);
        File.Delete(files[5]);
        using var again = new SmallTaughtStage(cached, work: stage.Work);

        await again.Train(SmallTaughtStage.Options with { Order = ExampleOrder.AsInFile });

        Assert.Equal(stage.Hash, again.Hash);
        Assert.Equal(sound, files.Select(File.ReadAllBytes));
    }

    [Fact]
    public async Task Another_teachers_word_is_not_taken()
    {
        using var stage = new SmallTaughtStage(cached);
        await stage.Train();
        using var other = new SmallModel(seed: 8);
        using var taught = new SmallTaughtStage(cached, other, stage.Work);
        using var fresh = new SmallTaughtStage(cached, other);

        await taught.Train();
        await fresh.Train();

        Assert.Equal(fresh.Hash, taught.Hash);
        Assert.NotEqual(stage.Hash, taught.Hash);
    }

    private static string[] Files(SmallTaughtStage stage) =>
        [.. Directory.GetFiles(stage.Work, "*.safetensors", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>The small model's weights, without a word.</summary>
    private sealed class SilentTeacher : IMultimodalModel, IDisposable
    {
        private readonly SmallModel weights = new();

        public string Family => weights.Family;

        public int LayerCount => weights.LayerCount;

        public IReadOnlyList<ModelParameter> Parameters => weights.Parameters;

        public IReadOnlyList<ModelModule> Modules => [];

        public Tensor Logits(MultimodalBatch batch) => throw new InvalidOperationException("The teacher was asked.");

        public Tensor Hidden(MultimodalBatch batch, Tensor? rows = null) => throw new InvalidOperationException("The teacher was asked.");

        public Tensor Head(Tensor hidden) => throw new InvalidOperationException("The teacher was asked.");

        public void Dispose() => weights.Dispose();
    }
}
