using LmmCl.Abstractions;
using LmmCl.Testing;
using LmmCl.Training;
using LmmCl.Training.Tests.Small;
using static TorchSharp.torch;

namespace LmmCl.LwF.Tests;

public class LwFTrainingTests
{
    [Theory]
    [InlineData(DistilledPositions.Answer)]
    [InlineData(DistilledPositions.AsPublished)]
    public async Task Lambda_zero_ends_in_the_bits_of_the_recipe_alone(DistilledPositions positions)
    {
        using var plain = new SmallModel();
        var examples = new SmallExamples(20, pictures: false);
        await new StageTrainer(new RecipeMethod("mlp"), SmallStage.Of(plain), examples, SmallTaughtStage.Options).RunAsync();

        var held = await SmallTaughtStage.TrainedHash(new LwFSettings { Lambda = 0, Positions = positions });

        Assert.Equal(SmallStage.HashOf(plain), held);
        Assert.NotEqual(held, await SmallTaughtStage.TrainedHash(new LwFSettings { Positions = positions }));
    }

    [Fact]
    public async Task The_more_the_distillation_weighs_the_closer_the_student_stays()
    {
        var distances = new List<double>();
        foreach (var lambda in new[] { 0.0, 1, 100 })
        {
            using var stage = new SmallTaughtStage(new LwFSettings { Lambda = lambda });
            await stage.Train();
            distances.Add(Distance(stage.Model));
        }

        Assert.Equal(distances.OrderDescending(), distances);
        Assert.True(distances[2] < 0.8 * distances[0], string.Join(' ', distances));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public async Task Distilling_on_answers_does_not_depend_on_how_a_step_is_cut(int microBatch)
    {
        var settings = new LwFSettings { Lambda = 3 };
        var options = SmallTaughtStage.Options with { LearningRate = 2e-3 };
        using var reference = new SmallTaughtStage(settings);
        using var cut = new SmallTaughtStage(settings);

        await reference.Train(options);
        await cut.Train(options with { MicroBatch = microBatch });

        foreach (var (left, right) in reference.Model.Parameters.Zip(cut.Model.Parameters))
        {
            Assert.All(Numbers(left).Zip(Numbers(right)), pair => Assert.Equal(pair.First, pair.Second, 2e-5));
        }
    }

    [Fact]
    public async Task Only_the_recipe_trains_and_the_teacher_stays_as_it_was()
    {
        using var teacher = new SmallModel();
        var before = SmallStage.HashOf(teacher);
        using var stage = new SmallTaughtStage(new LwFSettings { Recipe = "sa_proj" }, teacher);

        var outcome = await stage.Train();

        Assert.Equal(8, outcome.Verification.ChangedTensors);
        Assert.Equal(outcome.Verification.FrozenBefore, outcome.Verification.FrozenAfter);
        Assert.Empty(outcome.Verification.Violations);
        Assert.Equal(before, SmallStage.HashOf(teacher));
    }

    [Theory]
    [InlineData(DistilledPositions.Answer, false)]
    [InlineData(DistilledPositions.Answer, true)]
    [InlineData(DistilledPositions.All, true)]
    [InlineData(DistilledPositions.AsPublished, false)]
    public async Task A_resumed_stage_ends_in_the_bits_of_an_uninterrupted_one(DistilledPositions positions, bool cache)
    {
        var settings = new LwFSettings { Positions = positions, CacheTeacher = cache };
        var work = Directory.CreateTempSubdirectory("lwf-resume-");
        var states = Path.Combine(work.FullName, "states");
        using (var interrupted = new SmallTaughtStage(settings, work: work.FullName))
        {
            using var recorder = new Recorder(cancelAfter: 5);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => interrupted.Train(states: states, recorder: recorder));
        }

        using var resumed = new SmallTaughtStage(settings, work: work.FullName);
        await resumed.Train(states: states);

        Assert.Equal(await SmallTaughtStage.TrainedHash(settings), resumed.Hash);
        work.Delete(recursive: true);
    }

    [Fact]
    public async Task What_the_teacher_costs_is_measured()
    {
        using var plain = new SmallTaughtStage(new LwFSettings());
        using var cached = new SmallTaughtStage(new LwFSettings { CacheTeacher = true });

        await plain.Train();
        await cached.Train();

        var bytes = plain.Model.Parameters.Sum(parameter => parameter.Value.numel() * 4);
        var measured = Assert.Single(plain.Measured);
        Assert.Equal(("teacher", bytes, 0), (measured.Name, measured.Values["parameter_bytes"], measured.Values["cache_bytes"]));
        var onDisk = Directory.GetFiles(cached.Work, "*.safetensors", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        Assert.Equal(onDisk, Assert.Single(cached.Measured).Values["cache_bytes"]);
        Assert.True(onDisk > 0);
    }

    [Theory]
    [InlineData(DistilledPositions.Answer, false)]
    [InlineData(DistilledPositions.All, true)]
    public async Task A_long_stage_leaves_the_number_of_live_tensors_where_it_was(DistilledPositions positions, bool cache)
    {
        using var stage = new SmallTaughtStage(new LwFSettings { Positions = positions, CacheTeacher = cache });
        await stage.Train(SmallTaughtStage.Options with { MaxSteps = 1 });

        Assert.Equal(0, LiveTensors.LeftBy(() => stage.Train(SmallTaughtStage.Options with { MaxSteps = 200 })));
    }

    private static double Distance(SmallModel model)
    {
        using var start = new SmallModel();
        var pairs = model.Parameters.SelectMany(Numbers).Zip(start.Parameters.SelectMany(Numbers));
        return pairs.Sum(pair => Math.Pow(pair.First - pair.Second, 2));
    }

    private static float[] Numbers(ModelParameter parameter) => parameter.Value.detach().data<float>().ToArray();
}
