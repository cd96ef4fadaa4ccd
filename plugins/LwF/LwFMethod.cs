using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.LwF;

/// <summary>
/// Learning without Forgetting (Li and Hoiem 2016) as the study uses it: the initial model of the stage is kept as a frozen teacher, and
/// the loss of a micro-batch is <c>CE(z_s, labels) + lambda * T^2 * (1 / |M|) * sum over M of KL( softmax(z_t / T) || softmax(z_s / T)
/// )</c>.
/// </summary>
/// <remarks>
/// Both means are weighted by <see cref="StepContext.Weight"/> in the step's loss. Over the answers
/// (<see cref="DistilledPositions.Answer"/>) this yields the mean over all answers of the step, regardless of its division into
/// micro-batches. Other positions are averaged within their micro-batch, as in the reference: the step's term is then the mean of the
/// micro-batch means, weighted like their cross-entropies, and depends on the division.
/// </remarks>
public sealed class LwFMethod : IMitigationMethod
{
    private LwFSettings settings = new();
    private TeacherCache? cache;
    private TeacherRows teacher = new(null);

    /// <inheritdoc/>
    public MethodDescriptor Describe() => new(
        "LwF",
        new Version(1, 0, 0),
        MethodCapabilities.NeedsTeacher,
        typeof(LwFSettings),
        "Li and Hoiem, Learning without Forgetting, arXiv:1606.09282");

    /// <summary>Distils at the reference's positions.</summary>
    public object AsPublished(object settings) => (LwFSettings)settings is { Positions: DistilledPositions.Answer } chosen
        ? chosen with { Positions = DistilledPositions.AsPublished }
        : settings;

    /// <inheritdoc/>
    public ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
    {
        settings = stage.Settings<LwFSettings>();
        stage.Train(Recipes.Parse(settings.Recipe, "settings.recipe").Select(stage.Model));
        cache = settings.CacheTeacher ? TeacherCache.For(TeacherOf(stage), stage.WorkFolder, stage.Files) : null;
        teacher = new TeacherRows(cache);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public Tensor Loss(StepContext step)
    {
        if (settings.Lambda == 0)
        {
            return step.TaskLoss();
        }

        // Compute the logits of all positions before the task's loss, which then reads its rows from them.
        var positions = Positions(step);
        var student = positions is null ? step.Forward.AnswerLogits : step.Forward.Logits.flatten(0, 1).index_select(0, positions);
        if (student.shape[0] == 0)
        {
            return step.TaskLoss();
        }

        var distillation = Distillation.Loss(student, teacher.At(step, positions), settings.Temperature);
        return step.TaskLoss().Plus(distillation.Times(settings.Lambda * step.Weight));
    }

    /// <inheritdoc/>
    public ValueTask FinishAsync(StageContext stage, CancellationToken ct)
    {
        stage.Measure("teacher", new Dictionary<string, double>
        {
            ["parameter_bytes"] = TeacherOf(stage).Parameters.Sum(parameter => parameter.Value.numel() * parameter.Value.element_size()),
            ["cache_bytes"] = cache?.Bytes ?? 0,
        });
        return ValueTask.CompletedTask;
    }

    /// <summary>Compared positions, [|M|] int64 indices into the flattened [B x T] positions; null for the answers.</summary>
    private Tensor? Positions(StepContext step) => settings.Positions switch
    {
        DistilledPositions.Answer => null,
        DistilledPositions.All => Indices(step.Batch.AttentionMask.ne(Numbers.Of(0))),
        DistilledPositions.AsPublished => Guarded(step, Published(step.Batch.InputIds)),
        _ => Guarded(step, Indices(step.Batch.Labels!.ne(Numbers.Of(MultimodalBatch.IgnoredLabel)))),
    };

    private static Tensor Published(Tensor ids) => tensor(PublishedSelection.Positions(ids.numel())).to(ids.device);

    private static Tensor Guarded(StepContext step, Tensor positions) =>
        PublishedSelection.Guarded(positions, step.Forward.Logits.shape[2]);

    private static Tensor Indices(Tensor chosen) => chosen.flatten().nonzero().flatten();

    private static IMultimodalModel TeacherOf(StageContext stage) =>
        stage.Teacher ?? throw new InvalidOperationException($"Stage {stage.Number} ({stage.Skill}) has no teacher.");
}
