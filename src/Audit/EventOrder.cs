using LmmCl.Events;
using LmmCl.EventStore.Projections;

namespace LmmCl.Audit;

/// <summary>
/// Checks the order of one experiment's events: what each kind of event requires before it, and what may follow once a stage or the
/// experiment is complete. Every rule follows from the stage loop, so that a recorded history cannot break one.
/// </summary>
internal sealed class EventOrder
{
    private readonly string stream;
    private readonly HashSet<(StageId Stage, Type Kind)> happened = [];
    private readonly HashSet<(StageId Stage, string Measured)> measured = [];
    private readonly Dictionary<StageId, int> steps = [];
    private readonly List<AuditFinding> faults = [];
    private readonly List<AuditFinding> doubts = [];
    private ExperimentStarted? begun;
    private DateTimeOffset before;
    private bool complete;
    private bool resumed;

    private EventOrder(string stream) => this.stream = stream;

    /// <summary>Checks a history.</summary>
    /// <returns>
    /// What contradicts itself, and what an accident explains as well: a clock that was set back, steps that were lost with a killed
    /// process.
    /// </returns>
    public static (IReadOnlyList<AuditFinding> Faults, IReadOnlyList<AuditFinding> Doubts) Check(
        string stream, IEnumerable<RecordedEvent> history)
    {
        var order = new EventOrder(stream);
        foreach (var recorded in history)
        {
            order.Apply(recorded);
        }

        return (order.faults, order.doubts);
    }

    private void Apply(RecordedEvent recorded)
    {
        var what = recorded.What;
        Note(faults, recorded, Fault(what));
        Note(doubts, recorded, Doubt(recorded));
        before = recorded.At;
        if (what is IStageEvent staged)
        {
            happened.Add((staged.Stage, what.GetType()));
        }

        switch (what)
        {
            case ExperimentStarted started:
                begun ??= started;
                break;
            case ExperimentCompleted:
                complete = true;
                break;
            case ExperimentResumed:
                resumed = true;
                break;
            case TrainingProgressed { Points: [.., var last] } progressed:
                (steps[progressed.Stage], resumed) = (last.Step, false);
                break;
            case BenchmarkScored or VariantScored or ProbeMeasured:
                measured.Add((((IStageEvent)what).Stage, Measured(what)));
                break;
            default:
                break;
        }
    }

    private void Note(List<AuditFinding> findings, RecordedEvent recorded, string? problem)
    {
        if (problem is not null)
        {
            findings.Add(AuditFinding.At(stream, recorded.Sequence, problem));
        }
    }

    private string? Doubt(RecordedEvent recorded) =>
        recorded.At < before
            ? $"its time ({recorded.At:u}) is before that of the event before it ({before:u}): a clock was set back, or it was added later."
        : recorded.What is TrainingProgressed { Points: [var first, ..] } progressed && first.Step > StepOf(progressed.Stage) + 1
            ? $"steps {StepOf(progressed.Stage) + 1} to {first.Step - 1} are not recorded."
        : null;

    private int StepOf(StageId stage) => steps.GetValueOrDefault(stage);

    private string? Fault(IExperimentEvent what) => what switch
    {
        ExperimentStarted when begun is not null => "the experiment started twice.",
        ExperimentStarted started when started.Name != stream => $"it starts an experiment of another name, '{started.Name}'.",
        _ when begun is null && what is not ExperimentStarted => "it precedes the start of the experiment.",
        BenchmarkRescored or VariantRescored => measured.Contains((((IStageEvent)what).Stage, Measured(what)))
            ? null
            : "it scores answers again that were never scored.",
        _ when complete => "it follows the end of the experiment, after which only rescorings may come.",
        ExperimentCompleted => FirstMissing(begun!.Stages.Select(stage => stage.Stage).Prepend(StageId.Base), typeof(StageCompleted)) is { } open
            ? $"the experiment ended before stage {open} was complete."
            : null,
        ExperimentResumed or StageFailed or ExperimentPaused => null,
        IStageEvent staged => Fault(staged),
        _ => null,
    };

    private string? Fault(IStageEvent what)
    {
        var stage = what.Stage;
        bool Has<T>() => happened.Contains((stage, typeof(T)));
        if (stage != StageId.Base && begun!.Stages.All(planned => planned.Stage != stage))
        {
            return $"the experiment has no stage {stage}.";
        }

        if (what is StageStarted)
        {
            var before = new StageId(Math.Max(0, stage.Number - 1));
            return Has<StageStarted>() ? $"stage {stage} started twice."
                : stage != StageId.Base && !happened.Contains((before, typeof(StageCompleted)))
                ? $"stage {stage} started before stage {before} was complete."
                : null;
        }

        if (!Has<StageStarted>())
        {
            return $"it precedes the start of stage {stage}.";
        }

        if (Has<StageCompleted>())
        {
            return $"it follows the end of stage {stage}, after which only rescorings may come.";
        }

        return what switch
        {
            TrainingProgressed or StateSaved or ParametersVerified when !Has<ParametersSelected>() =>
                "no parameters were selected before it.",
            ParametersSelected or TrainingProgressed or StateSaved or ParametersVerified or StageTrained when Has<CheckpointWritten>() =>
                $"it trains after the checkpoint of stage {stage} was written.",
            TrainingProgressed { Points: [var first, ..] } when first.Step <= StepOf(stage) && !resumed =>
                $"step {first.Step} follows step {StepOf(stage)}, and nothing was resumed between them.",
            TrainingProgressed { Points: var points } when points.Zip(points.Skip(1)).Any(pair => pair.Second.Step != pair.First.Step + 1) =>
                "its steps are not consecutive.",
            StageTrained trained when trained.OptimizerSteps != StepOf(stage) =>
                $"it ends with step {trained.OptimizerSteps}, the last recorded one is {StepOf(stage)}.",
            AnswersTaken when stage != StageId.Base => $"it takes answers of stage {stage}; only those of the base model are shared.",
            BenchmarkScored or VariantScored or ProbeMeasured or AnswersSaved when stage != StageId.Base && !Has<CheckpointWritten>() =>
                $"it measures a model of stage {stage} of which there was no checkpoint.",
            AnswersSaved or AnswersTaken when measured.Contains((stage, Measured(what))) =>
                $"{Measured(what)} was scored before it.",
            BenchmarkScored scored when begun!.Benchmarks.All(planned => planned.Name != scored.Benchmark) =>
                $"the experiment has no benchmark '{scored.Benchmark}'.",
            BenchmarkScored or VariantScored or ProbeMeasured when measured.Contains((stage, Measured(what))) =>
                $"{Measured(what)} was measured twice after stage {stage}.",
            StageCompleted when Unscored(stage) is { } benchmark => $"stage {stage} ended before {benchmark} was scored.",
            StageCompleted when stage != StageId.Base && !Has<CheckpointWritten>() => $"stage {stage} ended without a checkpoint.",
            _ => null,
        };
    }

    private string? Unscored(StageId stage) => begun!.Benchmarks
        .Select(planned => planned.Name)
        .FirstOrDefault(name => !measured.Contains((stage, name)));

    private StageId? FirstMissing(IEnumerable<StageId> stages, Type kind) =>
        stages.Cast<StageId?>().FirstOrDefault(stage => !happened.Contains((stage!.Value, kind)));

    private static string Measured(IExperimentEvent what) => what switch
    {
        BenchmarkScored e => e.Benchmark,
        BenchmarkRescored e => e.Benchmark,
        VariantScored e => $"{e.Variant}/{e.Benchmark}",
        VariantRescored e => $"{e.Variant}/{e.Benchmark}",
        AnswersSaved { Variant: { } variant } e => $"{variant}/{e.Benchmark}",
        AnswersSaved e => e.Benchmark,
        AnswersTaken e => e.Benchmark,
        ProbeMeasured e => $"probe {e.Probe}",
        _ => "",
    };
}
