using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.Lwf;

/// <summary>LwF's loss for one micro-batch with given logits, and its gradient with respect to the student's.</summary>
internal sealed record LwfStep(double Total, double Task, Tensor Gradient)
{
    /// <summary>Computes the step in the data type of <paramref name="student"/>.</summary>
    /// <param name="method">A new LwF instance.</param>
    /// <param name="settings">Settings of the method.</param>
    /// <param name="student">Logits of the student [B, T, V].</param>
    /// <param name="teacher">Logits of the teacher [B, T, V].</param>
    /// <param name="labels">Labels [B, T] int64.</param>
    /// <param name="mask">Attention mask [B, T] int64.</param>
    /// <param name="distillationAlone">True for the gradient of the distillation alone, without the task loss.</param>
    public static LwfStep Of(
        IMitigationMethod method,
        JsonObject settings,
        Tensor student,
        Tensor teacher,
        Tensor labels,
        Tensor mask,
        bool distillationAlone = false)
    {
        using var scope = NewDisposeScope();
        using var learner = new FixedLogits(student);
        using var frozen = new FixedLogits(teacher);
        using var stage = new GoldenStage(method, learner, settings, frozen);
        stage.Prepare();
        var batch = new MultimodalBatch(zeros_like(labels), mask, labels, null, []);
        using var answers = AnswerPositions.Of(batch);
        var step = new StepContext(learner, frozen, batch, answers)
        {
            Step = 1,
            Steps = 1,
            Examples = [.. Enumerable.Range(0, (int)labels.shape[0])],
            Weight = 1,
        };
        var total = method.Loss(step);
        var task = step.TaskLoss();
        (distillationAlone ? total - task : total).backward();
        using var untracked = no_grad();
        var gradient = learner.Value.grad is { } found ? found.clone() : zeros_like(student);
        return new LwfStep(
            total.to(ScalarType.Float64).item<double>(), task.to(ScalarType.Float64).item<double>(), gradient.MoveToOuterDisposeScope());
    }

    /// <summary>
    /// M of a micro-batch, as indices into its flattened [B x T] positions: those with a nonzero distillation gradient for two models that
    /// disagree everywhere.
    /// </summary>
    public static long[] DistilledPositions(IMitigationMethod method, string mode, Tensor labels, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var settings = new JsonObject { ["positions"] = mode };
        var student = zeros([.. labels.shape, 2], dtype: ScalarType.Float64);
        var teacher = student.Plus(tensor([1.0, -1.0]));
        var step = Of(method, settings, student, teacher, labels.clamp(max: Numbers.One), mask, distillationAlone: true);
        return step.Gradient.abs().sum([2]).flatten().nonzero().flatten().data<long>().ToArray();
    }
}
