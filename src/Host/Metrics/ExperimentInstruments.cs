using LmmCl.Evaluation.Forgetting;
using LmmCl.Events;
using LmmCl.EventStore.Projections;
using static LmmCl.Host.Metrics.MetricNames;

namespace LmmCl.Host.Metrics;

/// <summary>The instruments that read the state and the training of experiments.</summary>
internal sealed class ExperimentInstruments
{
    private static readonly ExperimentStatus[] statuses =
        [.. Enum.GetValues<ExperimentStatus>().Where(status => status != ExperimentStatus.Unknown)];

    private readonly ExperimentRegistry registry;

    public ExperimentInstruments(MetricMeter meter, ExperimentRegistry registry)
    {
        this.registry = registry;
        meter.Observe(Experiments, CountStates);
        Each(meter, ExperimentInfo, Describe);
        Each(meter, ExperimentState, it => statuses.Select(
            status => new Reading(it.Summary.Status == status ? 1 : 0, it.Experiment, Name(status))));
        Each(meter, ExperimentStages, it => [new(it.Summary.Specification?.Stages.Count ?? 0, it.Experiment)]);
        Each(meter, ExperimentStagesCompleted, it => [new(Completed(it), it.Experiment)]);
        Each(meter, LastProgress, it => [new(it.LastProgress.ToUnixTimeMilliseconds() / 1000.0, it.Experiment)]);
        Each(meter, Stage, it => [new(it.Stage.Number, it.Experiment, it.SkillOf(it.Stage))]);
        Each(meter, StageProgress, it => OfStage(it, it.Training.Progress));
        Each(meter, EvaluationProgress, it => OfStage(it, it.EvaluationProgress));
        Each(meter, StageFailures, it => it.Failures.Select(failure => new Reading(failure.Value, it.Experiment, Name(failure.Key))));
        Each(meter, WorkerRestarts, it => [new(it.Restarts, it.Experiment)]);
        Each(meter, Steps, it => [new(it.Training.Steps, it.Experiment)]);
        Each(meter, Samples, it => [new(it.Training.Samples, it.Experiment)]);
        Each(meter, Tokens, it => [new(it.Training.Tokens, it.Experiment)]);
        Each(meter, Loss, it => OfStage(it, it.Training.Last?.Loss));
        Each(meter, LearningRate, it => OfStage(it, it.Training.Last?.LearningRate));
        Each(meter, GradientNorm, it => OfStage(it, it.Training.Last?.GradientNorm));
        Each(meter, ValidationLoss, it => OfStage(it, it.Training.ValidationLoss));
    }

    private void Each(MetricMeter meter, MetricDefinition metric, Func<ExperimentFigures, IEnumerable<Reading>> read) =>
        meter.Observe(metric, () => registry.Read(read));

    private IEnumerable<Reading> CountStates()
    {
        var counts = registry.IsReady ? registry.CountStates() : null;
        return counts is null ? [] : statuses.Select(status => new Reading(counts.GetValueOrDefault(status), Name(status)));
    }

    private static IEnumerable<Reading> Describe(ExperimentFigures it) =>
        it.Summary.Specification is { } started ? [new(1, it.Experiment, started.Method, started.Recipe)] : [];

    private static int Completed(ExperimentFigures it) =>
        it.Summary.Stages.Values.Count(stage => stage.Stage != StageId.Base && stage.CompletedAt is not null);

    private static IEnumerable<Reading> OfStage(ExperimentFigures it, double? value) =>
        value is { } known ? [new(known, it.Experiment, it.SkillOf(it.Stage))] : [];

    private static string Name<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
