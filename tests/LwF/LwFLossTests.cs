using LmmCl.Abstractions;
using LmmCl.Training.Tests.Small;
using static TorchSharp.torch;

namespace LmmCl.LwF.Tests;

public class LwFLossTests
{
    /// <summary>Two examples, the first with one position of padding, answers at 3 and at 3 and 4.</summary>
    private static readonly long[,] labels = { { -100, -100, -100, 5, -100 }, { -100, -100, -100, 6, 7 } };
    private static readonly long[,] mask = { { 1, 1, 1, 1, 0 }, { 1, 1, 1, 1, 1 } };

    [Theory]
    [InlineData(DistilledPositions.Answer, new long[] { 2, 7, 8 })]
    [InlineData(DistilledPositions.All, new long[] { 0, 1, 2, 3, 5, 6, 7, 8, 9 })]
    [InlineData(DistilledPositions.AsPublished, new long[] { 0, 5 })]
    [InlineData(DistilledPositions.AsPublishedWithLabels, new long[] { 3, 8, 9 })]
    public async Task Student_and_teacher_are_compared_at_the_positions_of_the_setting(DistilledPositions positions, long[] expected)
    {
        var settings = new LwFSettings { Recipe = "full", Positions = positions, Lambda = 0.5, Temperature = 3 };

        await WithStep(settings, 0.25, (method, step, student, teacher) =>
        {
            var rows = tensor(expected);
            Tensor Compared(SmallModel model) => model.Logits(step.Batch).flatten(0, 1).index_select(0, rows);
            var distilled = Distillation.Loss(Compared(student), Compared(teacher), 3);

            Assert.Equal(step.TaskLoss().item<float>() + (0.5 * 0.25 * distilled.item<float>()), method.Loss(step).item<float>(), 1e-5);
            Assert.True(distilled.item<float>() > 1e-3);
        });
    }

    [Fact]
    public async Task A_micro_batch_too_small_for_the_published_selection_has_the_tasks_loss_alone() =>
        await WithStep(new LwFSettings { Positions = DistilledPositions.AsPublished }, 1, (method, step, _, _) =>
            Assert.Equal(step.TaskLoss().item<float>(), method.Loss(step).item<float>()), length: 2);

    [Fact]
    public async Task No_gradient_reaches_the_teacher() =>
        await WithStep(new LwFSettings { Recipe = "full" }, 1, (method, step, student, teacher) =>
        {
            method.Loss(step).backward();

            Assert.All(teacher.Parameters, parameter => Assert.Null(parameter.Value.grad));
            Assert.NotNull(student["head"].Value.grad);
        });

    [Fact]
    public async Task A_stage_without_a_teacher_says_so()
    {
        using var model = new SmallModel();
        var stage = SmallStage.Of(model);
        var context = new StageContext
        {
            Number = 1,
            Skill = "made-up",
            Model = model,
            Seed = 1,
            BoundSettings = new LwFSettings { CacheTeacher = true },
            WorkFolder = stage.WorkFolder,
            StateFolder = stage.StateFolder,
            Files = stage.Files,
        };

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            new LwFMethod().PrepareAsync(context, CancellationToken.None).AsTask());

        Assert.Contains("no teacher", error.Message, StringComparison.Ordinal);
    }

    private static async Task WithStep(
        LwFSettings settings, double weight, Action<LwFMethod, StepContext, SmallModel, SmallModel> check, int length = 5)
    {
        using var scope = NewDisposeScope();
        using var teacher = new SmallModel(seed: 8);
        using var stage = new SmallTaughtStage(settings, teacher);
        var method = new LwFMethod();
        await method.PrepareAsync(stage.Context, CancellationToken.None);
        Tensor Cut(long[,] values) => tensor(values).narrow(1, 0, length);
        using var batch = new MultimodalBatch(arange(2 * length).view(2, length).remainder(13), Cut(mask), Cut(labels), null, []);
        using var answers = AnswerPositions.Of(batch);
        var step = new StepContext(stage.Model, teacher, batch, answers) { Step = 1, Steps = 1, Examples = [0, 1], Weight = weight };
        check(method, step, stage.Model, teacher);
    }
}
