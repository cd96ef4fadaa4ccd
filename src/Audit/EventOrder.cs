using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.Runs.Experiments;
using LmmCl.Training.Optimisation;

namespace LmmCl.Audit;

/// <summary>
/// Checks the order of one experiment's events: what each kind of event requires before it, and what may follow once a stage or the
/// experiment is complete. Every rule follows from the stage loop, so that a recorded history cannot break one.
/// </summary>
internal sealed class EventOrder
{
    private const string Probe = "probe ";

    private readonly string stream;
    private readonly HashSet<(StageId Stage, Type Kind)> happened = [];
    private readonly HashSet<(StageId Stage, string Measured)> measured = [];
    private readonly Dictionary<StageId, RecordedSteps> steps = [];
    private readonly Dictionary<StageId, RecordedMeasurements> measurements = [];
    private readonly HashSet<(StageId Stage, Type Kind)> sinceResumed = [];
    private readonly HashSet<string> plugins = new(StringComparer.Ordinal);
    private readonly List<AuditFinding> faults = [];
    private readonly List<AuditFinding> doubts = [];
    private ExperimentStarted? begun;
    private ValidationOptions? validation;
    private DateTimeOffset before;
    private int attempt = 1;
    private bool complete;
    private bool cancelled;
    private bool resumed;

    // The stage whose training step was the last event, and its steps; null after any other kind of event.
    private (StageId Stage, RecordedSteps Steps)? training;

    /// <param name="stream">Name of the experiment.</param>
    public EventOrder(string stream) => this.stream = stream;

    /// <summary>Contradictions.</summary>
    public IReadOnlyList<AuditFinding> Faults => faults;

    /// <summary>Findings that an accident explains as well: a clock that was set back, steps lost with a killed process.</summary>
    public IReadOnlyList<AuditFinding> Doubts => doubts;

    /// <summary>Checks the next event.</summary>
    /// <param name="sequence">Its position in the log.</param>
    /// <param name="at">Its time.</param>
    /// <param name="what">The event.</param>
    public void Apply(long sequence, DateTimeOffset at, IExperimentEvent what)
    {
        Note(faults, sequence, Fault(what));
        Note(doubts, sequence, Doubt(at, what));
        before = at;
        if (what is TrainingProgressed { Points.Count: > 0 } progressed)
        {
            // Most events of a history.
            var taken = StepsOf(progressed.Stage);
            taken.Take(progressed);
            resumed = false;
            training = (progressed.Stage, taken);
            return;
        }

        training = null;

        if (what is IStageEvent staged)
        {
            happened.Add((staged.Stage, what.GetType()));
            sinceResumed.Add((staged.Stage, what.GetType()));
        }

        switch (what)
        {
            case PluginLoaded loaded:
                plugins.Add(loaded.Plugin);
                break;
            case ExperimentStarted started:
                begun ??= started;
                validation = Readable.OrNull(() => ExperimentIdentity.ValidationOf(begun.SpecJson));
                break;
            case ExperimentCompleted:
                complete = true;
                break;
            case ExperimentCancelled:
                cancelled = true;
                break;
            case ExperimentResumed resumption:
                (resumed, attempt) = (true, resumption.Attempt);
                sinceResumed.Clear();
                measurements.Values.ToList().ForEach(stage => stage.Resume());
                break;
            case ValidationMeasured onValidation:
                MeasurementsOf(onValidation.Stage).Take(onValidation);
                break;
            case BenchmarkScored or VariantScored or ProbeMeasured:
                measured.Add((((IStageEvent)what).Stage, Measured(what)));
                break;
            default:
                break;
        }
    }

    private void Note(List<AuditFinding> findings, long sequence, string? problem)
    {
        if (problem is not null)
        {
            findings.Add(AuditFinding.At(stream, sequence, problem));
        }
    }

    private string? Doubt(DateTimeOffset at, IExperimentEvent what) =>
        at < before
            ? $"its time ({at:u}) is before that of the event before it ({before:u}): a clock was set back, or it was added later."
        : what is TrainingProgressed { Points: [var first, ..] } progressed && first.Step > StepOf(progressed.Stage) + 1
            ? $"steps {StepOf(progressed.Stage) + 1} to {first.Step - 1} are not recorded."
        : null;

    private RecordedSteps StepsOf(StageId stage) =>
        training is { } last && last.Stage == stage ? last.Steps
        : steps.TryGetValue(stage, out var known) ? known
        : steps[stage] = new RecordedSteps();

    private RecordedMeasurements MeasurementsOf(StageId stage) =>
        measurements.TryGetValue(stage, out var known) ? known : measurements[stage] = new RecordedMeasurements(validation);

    private int StepOf(StageId stage) => StepsOf(stage).Last;

    private string? Fault(IExperimentEvent what) => what switch
    {
        ExperimentStarted when begun is not null => "the experiment started twice.",
        ExperimentStarted started when started.Name != stream => $"it starts an experiment of another name, '{started.Name}'.",
        TrainingProgressed progressed when progressed.Stage == training?.Stage => FaultOfSteps(progressed),
        SweepPlanned => "a sweep's plan belongs in a stream of its own.",
        IQueueEvent => "a queue's event belongs in a stream of its own.",
        IJobEvent => "a job's event belongs in a stream of its own.",
        _ when begun is null && what is not ExperimentStarted => "it precedes the start of the experiment.",
        BenchmarkRescored or VariantRescored => measured.Contains((((IStageEvent)what).Stage, Measured(what)))
            ? null
            : "it scores answers again that were never scored.",
        _ when complete => "it follows the end of the experiment, after which only rescorings may come.",
        _ when cancelled => "it follows the cancellation of the experiment, after which only rescorings may come.",
        ExperimentCompleted => FirstOpenStage() is { } open ? $"the experiment ended before stage {open} was complete." : null,
        ExperimentResumed resumption when resumption.Attempt != attempt + 1 => $"run {resumption.Attempt} follows run {attempt}.",
        InputsRecorded inputs when inputs.Attempt != attempt => $"it is of run {inputs.Attempt}, this is run {attempt}.",
        InputsRecorded { Attempt: 1 } when happened.Count > 0 => "it follows the start of a stage, which read these files.",
        PluginLoaded loaded when begun!.Plugins.All(plugin => plugin.Id != loaded.Plugin) =>
            $"the experiment does not use a plugin '{loaded.Plugin}'.",
        ExperimentResumed or StageFailed or ExperimentPaused => null,
        IStageEvent staged => Fault(staged),
        _ => null,
    };

    private string? Fault(IStageEvent what)
    {
        var stage = what.Stage;
        bool Has<T>() => happened.Contains((stage, typeof(T)));

        if (what is StageStarted started)
        {
            var skill = begun!.Stages.FirstOrDefault(planned => planned.Stage == stage)?.Skill;
            var before = new StageId(Math.Max(0, stage.Number - 1));
            return Has<StageStarted>() ? $"stage {stage} started twice."
                : !plugins.Contains(begun.Method) ? $"the plugin {begun.Method} was not loaded before it."
                : stage != StageId.Base && !happened.Contains((before, typeof(StageCompleted)))
                ? $"stage {stage} started before stage {before} was complete."
                : stage != StageId.Base && skill is null ? $"the experiment has no stage {stage}."
                : started.Skill != skill ? $"stage {stage} teaches '{started.Skill}', '{skill}' was planned."
                : null;
        }

        if (!Has<StageStarted>())
        {
            return stage != StageId.Base && begun!.Stages.All(planned => planned.Stage != stage)
                ? $"the experiment has no stage {stage}."
                : $"it precedes the start of stage {stage}.";
        }

        if (Has<StageCompleted>())
        {
            return $"it follows the end of stage {stage}, after which only rescorings may come.";
        }

        return what switch
        {
            TrainingDataReduced when Has<ParametersSelected>() => "the parameters of its stage were selected before it.",
            TrainingDataReduced when Has<TrainingDataReduced>() => $"the data of stage {stage} were reduced twice.",
            TrainingProgressed or StateSaved or ParametersVerified or ValidationMeasured when !Has<ParametersSelected>() =>
                "no parameters were selected before it.",
            ParametersSelected or TrainingProgressed or StateSaved or ParametersVerified or StageTrained or ValidationMeasured
                when Has<CheckpointWritten>() =>
                $"it trains after the checkpoint of stage {stage} was written.",
            StateSaved saved when saved.Step > StepOf(stage) =>
                $"it saves the state after step {saved.Step}, the last recorded step is {StepOf(stage)}.",
            ParametersSelected or StageTrained or ParametersVerified or CheckpointWritten
                when sinceResumed.Contains((stage, what.GetType())) => $"it is recorded twice, and nothing was resumed between them.",
            TrainingProgressed or StateSaved or ValidationMeasured when sinceResumed.Contains((stage, typeof(StageTrained))) =>
                $"it follows the end of the training of stage {stage}.",
            TrainingProgressed progressed => FaultOfSteps(progressed),
            ValidationMeasured taken when taken.Step > StepOf(stage) || (taken.Step < StepOf(stage) && !resumed) =>
                $"it measures the model after step {taken.Step}, the last recorded step is {StepOf(stage)}.",
            ValidationMeasured taken => MeasurementsOf(stage).FindFault(taken, StepsOf(stage).Planned ?? 0),
            StageTrained trained => Fault(trained),
            ParametersVerified or CheckpointWritten when !Has<StageTrained>() => $"stage {stage} had not trained.",
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
            StageCompleted when stage.Number > 1 && MissingProbe(stage) is { } probe =>
                $"stage {stage} ended without {probe}, which stage 1 has.",
            _ => null,
        };
    }

    /// <summary>The fault of steps that contradict those before them; nothing else can be wrong right after other steps.</summary>
    private string? FaultOfSteps(TrainingProgressed progressed)
    {
        var (stage, taken) = (progressed.Stage, StepsOf(progressed.Stage));
        var (last, planned) = (taken.Last, taken.Planned);
        return progressed.Points is [var first, ..] && first.Step <= last && !resumed
            ? $"step {first.Step} follows step {last}, and nothing was resumed between them."
            : HasGaps(progressed.Points) ? "its steps are not consecutive."
            : progressed.TotalSteps != (planned ?? progressed.TotalSteps)
            ? $"stage {stage} has {progressed.TotalSteps} steps, {planned} were planned."
            : null;
    }

    private string? Fault(StageTrained trained)
    {
        var taken = StepsOf(trained.Stage);
        var planned = taken.Planned ?? 0;
        var endsEarly = trained.StoppedEarly is not null && trained.OptimizerSteps < planned;
        return trained.OptimizerSteps != taken.Last || (trained.OptimizerSteps != planned && !endsEarly)
            ? $"it ends with step {trained.OptimizerSteps} of {planned}, the last recorded one is {taken.Last}."
            : MeasurementsOf(trained.Stage).FindFault(trained, planned) is { } contradiction ? contradiction
            : taken.HasGaps ? null
            : taken.LabelTokens != trained.LabelTokens
            ? $"it learned from {trained.LabelTokens} tokens, its steps from {taken.LabelTokens}."
            : !taken.LastLoss.Equals(trained.FinalLoss) ? "its last loss is not that of the last step."
            : null;
    }

    private string? MissingProbe(StageId stage) => measured
        .Where(item => item.Stage.Number == 1 && item.Measured.StartsWith(Probe, StringComparison.Ordinal))
        .Select(item => item.Measured)
        .FirstOrDefault(probe => !measured.Contains((stage, probe)));

    private string? Unscored(StageId stage) => begun!.Benchmarks
        .Select(planned => planned.Name)
        .FirstOrDefault(name => !measured.Contains((stage, name)));

    private StageId? FirstOpenStage() => begun!.Stages
        .Select(planned => planned.Stage)
        .Prepend(StageId.Base)
        .Cast<StageId?>()
        .FirstOrDefault(stage => !happened.Contains((stage!.Value, typeof(StageCompleted))));

    private static bool HasGaps(IReadOnlyList<TrainingPoint> points) =>
        points.Count > 1 && points.Zip(points.Skip(1)).Any(pair => pair.Second.Step != pair.First.Step + 1);

    private static string Measured(IExperimentEvent what) => what switch
    {
        BenchmarkScored e => e.Benchmark,
        BenchmarkRescored e => e.Benchmark,
        VariantScored e => $"{e.Variant}/{e.Benchmark}",
        VariantRescored e => $"{e.Variant}/{e.Benchmark}",
        ProbeMeasured e => Probe + e.Probe,
        AnswersSaved { Variant: { } variant } e => $"{variant}/{e.Benchmark}",
        AnswersSaved e => e.Benchmark,
        AnswersTaken e => e.Benchmark,
        _ => "",
    };
}
