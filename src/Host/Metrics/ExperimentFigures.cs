using LmmCl.Evaluation.Forgetting;
using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.Reports.Families;

namespace LmmCl.Host.Metrics;

/// <summary>The metrics of one experiment: the fold of its events, as reports fold them.</summary>
internal sealed class ExperimentFigures(string experiment)
{
    private readonly Dictionary<FailureKind, long> failures = Enum.GetValues<FailureKind>().ToDictionary(kind => kind, _ => 0L);
    private ExperimentSummary summary = ExperimentSummary.Empty;
    private ScoreMatrix scores = ScoreMatrix.Empty;
    private ProbeReadings probes = ProbeReadings.Empty;
    private ReportData? report;

    /// <summary>Name of the experiment.</summary>
    public string Experiment => experiment;

    /// <summary>Its plan and progress.</summary>
    public ExperimentSummary Summary => summary;

    /// <summary>Figures of its training.</summary>
    public TrainingFigures Training { get; } = new();

    /// <summary>Stages that ended early, by the reason.</summary>
    public IReadOnlyDictionary<FailureKind, long> Failures => failures;

    /// <summary>Resumptions, each with a worker process of its own.</summary>
    public long Restarts { get; private set; }

    /// <summary>Time of the last event.</summary>
    public DateTimeOffset LastEvent { get; private set; }

    /// <summary>Time of the last event or report of progress.</summary>
    public DateTimeOffset LastProgress { get; set; }

    /// <summary>The last stage that was started; the base model before the first.</summary>
    public StageId Stage => summary.Stages.IsEmpty ? StageId.Base : summary.Stages.Keys.Last();

    /// <summary>The report's figures; the same code computes them for <c>lmmcl report</c>.</summary>
    public ReportData Report => report ??= new ReportData(
        experiment,
        summary,
        scores,
        LearningCurves.Empty,
        probes,
        VariantScores.Empty,
        MethodMeasurements.Empty,
        ResourceUse.Empty,
        AsOfSequence: 0);

    /// <summary>The skill of a stage; <c>base</c> for the base model.</summary>
    public string SkillOf(StageId stage) => scores.Stages.FirstOrDefault(planned => planned.Stage == stage)?.Skill ?? "base";

    /// <summary>Folds an event; <paramref name="took"/> gets the duration of each training step in seconds.</summary>
    public void Apply(RecordedEvent recorded, Action<double> took)
    {
        summary = summary.Apply(recorded);
        scores = scores.Apply(recorded);
        probes = probes.Apply(recorded);
        report = null;
        Training.Apply(recorded.What, took);
        switch (recorded.What)
        {
            case StageFailed failed:
                failures[failed.Kind]++;
                break;
            case ExperimentResumed:
                Restarts++;
                break;
        }

        LastEvent = recorded.At;
        LastProgress = recorded.At > LastProgress ? recorded.At : LastProgress;
    }

    /// <summary>Benchmarks scored after the current stage, of those planned.</summary>
    public double? EvaluationProgress => scores.Benchmarks.Count == 0
        ? null
        : (double)(scores.Rows.GetValueOrDefault(Stage)?.Count ?? 0) / scores.Benchmarks.Count;

    /// <summary>Mean held-out score after each stage that has one, in percent.</summary>
    public IEnumerable<(StageId Stage, double Average)> HeldOut() =>
        from stage in Report.Stages
        let average = Report.Accuracy.HeldOutAverage(stage.Number)
        where average is not null
        select (stage, average.Value);

    /// <summary>Held-out change to the base model after each stage, in points.</summary>
    public IEnumerable<(StageId Stage, double Change)> HeldOutChanges() =>
        from figure in HeldOutChange.Of(Report.Accuracy).PerStage.Index()
        where figure.Item is not null
        select (new StageId(figure.Index + 1), figure.Item.GetValueOrDefault());

    /// <summary>Last measurement of each probe.</summary>
    public IEnumerable<ProbeMeasured> Probes() =>
        probes.Probes.Values.Where(stages => !stages.IsEmpty).Select(stages => stages.Values.Last());
}
