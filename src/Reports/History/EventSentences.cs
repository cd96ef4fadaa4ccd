using System.Globalization;
using LmmCl.Evaluation;
using LmmCl.Events;

namespace LmmCl.Reports.History;

/// <summary>Describes events in sentences.</summary>
internal static class EventSentences
{
    internal static string Say(IExperimentEvent happened) => happened switch
    {
        ExperimentStarted e => Started(e),
        PluginLoaded e => $"Plugin {e.Plugin} {e.Version} loaded ({e.Files.Short})",
        InputsRecorded e => $"Run {e.Attempt} reads {Many(e.Count, "file")} ({e.Files.Short})",
        ExperimentPaused e => $"Paused at stage {e.Stage} step {e.Step}: {e.Reason}",
        ExperimentResumed e => $"Resumed at stage {e.Stage} step {e.Step} (run {e.Attempt})",
        ExperimentCompleted e => $"Experiment completed in {Figures.Duration(e.Elapsed)}",
        ExperimentCancelled e => $"Experiment cancelled: {e.Reason}",
        SweepPlanned e => $"Sweep '{e.Sweep}' planned: {Many(e.Experiments.Count, "experiment")}, {Seeds(e)} ({e.File.Short})",
        IQueueEvent e => $"Queue: {Queued(e)}",
        IJobEvent e => $"Jobs: {Job(e)}",
        IStageEvent e => $"Stage {e.Stage}: {Within(e)}",
        _ => happened.GetType().Name,
    };

    private static string Within(IStageEvent happened) => happened switch
    {
        StageStarted { Skill: null } => "the base model is evaluated",
        StageStarted e => $"started on {e.Skill}, {Many(e.Samples, "sample")}, from {Origin(e.ParentCheckpoint)}",
        ParametersSelected e =>
            $"{Number(e.Trained)} of {Number(e.Total)} parameters train "
            + $"({string.Join(", ", e.Roles.Select(role => role.Role))})",
        TrainingProgressed { Points: [var only] } e => $"step {only.Step} of {e.TotalSteps}, loss {Loss(only.Loss)}",
        TrainingProgressed { Points: [var first, .., var last] } e =>
            $"steps {first.Step} to {last.Step} of {e.TotalSteps}, loss {Loss(first.Loss)} → {Loss(last.Loss)}",
        StateSaved e => $"state saved at step {e.Step} ({e.Manifest.Short})",
        StageTrained e =>
            $"trained {Many(e.OptimizerSteps, "step")} on {Many(e.LabelTokens, "label token")} "
            + $"in {Figures.Duration(e.Elapsed)}, final loss {Loss(e.FinalLoss)}{Ending(e)}",
        ValidationMeasured e =>
            $"step {e.Step} measured on {Many(e.Records, "validation record")}: loss {Loss(e.Loss)}{Scored(e.Score)}, "
            + $"best step {e.BestStep}",
        TrainingDataReduced e => $"training data: {ReducedData.Say(e)}",
        ParametersVerified { Violations: [] } e =>
            $"{Many(e.FrozenTensors, "frozen tensor")} unchanged, {e.ChangedTensors} of {e.TrainedTensors} trained ones changed",
        ParametersVerified e => $"PARAMETERS NOT AS PROMISED: {Some(e.Violations)}",
        CheckpointWritten e => $"checkpoint {e.Manifest.Short} written to {e.Path} ({Many(e.Tensors, "tensor")}, {Figures.Size(e.Bytes)})",
        BenchmarkScored e => $"{e.Benchmark} scored {Score(e.Score)}",
        BenchmarkRescored e => $"{e.Benchmark} rescored {Score(e.Score)}, replacing v{e.ReplacedVersion}: {e.Reason}",
        AnswersSaved { Count: 0 } e => $"{Answering(e)}: answered from the start again",
        AnswersSaved e => $"{Answering(e)}: {Many(e.Count, "answer")} saved ({e.Answers.Short})",
        AnswersTaken e => $"{e.Benchmark}: answers taken from {e.From} ({e.Answers.Short})",
        ProbeMeasured e => $"probe {e.Probe} measured {Values(e.Values)}",
        MethodMeasured e => $"{e.Method} measured {e.Name}: {Values(e.Values)}",
        VariantScored e => $"variant {e.Variant}: {e.Benchmark} scored {Score(e.Score)}",
        VariantRescored e => $"variant {e.Variant}: {e.Benchmark} rescored {Score(e.Score)}, replacing v{e.ReplacedVersion}: {e.Reason}",
        ResourcesMeasured e => $"peak memory {Figures.Size(e.PeakMemoryBytes)} ({e.Work}){OnDevice(e.PeakDeviceBytes)}",
        StageCompleted e => $"completed in {Figures.Duration(e.Elapsed)}",
        StageFailed e => $"FAILED ({e.Kind}): {e.Message} (run {e.Attempt})",
        _ => happened.GetType().Name,
    };

    private static string Queued(IQueueEvent happened) => happened switch
    {
        ExperimentQueued e => $"{e.Experiment} submitted, priority {e.Priority} ({e.Specification.Short})",
        QueuedExperimentMoved { Before: { } other } e => $"{e.Experiment} moved before {other}, priority {e.Priority}",
        QueuedExperimentMoved e => $"{e.Experiment} moved to the end of priority {e.Priority}",
        QueuedExperimentPaused e => $"{e.Experiment} paused: {e.Reason}",
        QueuedExperimentResumed e => $"{e.Experiment} resumed",
        QueuedExperimentTaken e => $"{e.Experiment} taken by slot {e.Slot}",
        QueuedExperimentInterrupted e => $"{e.Experiment} interrupted: {e.Reason}",
        QueuedExperimentEnded { Outcome: QueueOutcome.Completed } e => $"{e.Experiment} completed",
        QueuedExperimentEnded e => $"{e.Experiment} {(e.Outcome == QueueOutcome.Failed ? "FAILED" : "cancelled")}: {e.Reason}",
        _ => happened.GetType().Name,
    };

    private static string Job(IJobEvent happened) => happened switch
    {
        JobsPlanned { MaxJobs: { } most } e =>
            $"{Many(e.Experiments.Count, "experiment")} of '{e.Sweep}' planned, at most {Many(most, "job")} at a time",
        JobsPlanned e => $"{Many(e.Experiments.Count, "experiment")} of '{e.Sweep}' planned",
        JobAnnounced e => $"{e.Experiment}: submission {e.Submission} announced ({e.Key})",
        JobSubmitted e => $"{e.Experiment}: submission {e.Submission} is job {e.Job}",
        JobEnded { Outcome: JobOutcome.Completed } e => $"{e.Experiment}: submission {e.Submission} completed",
        JobEnded e => $"{e.Experiment}: submission {e.Submission} ended ({e.Outcome}): {e.Reason}",
        _ => happened.GetType().Name,
    };

    private static string Started(ExperimentStarted e) =>
        $"Experiment '{e.Name}' started: {e.Recipe} on {e.BaseModel} ({e.BaseModelHash.Short}), seed {e.Seed}; "
        + $"skills {string.Join(" → ", e.Stages.Select(stage => stage.Skill))}; {Many(e.Benchmarks.Distinct().Count(), "benchmark")}; "
        + $"on {e.Hardware.Processor}, {Many(e.Hardware.Cores, "core")}";

    private static string Answering(AnswersSaved e) => e.Variant is { } variant ? $"variant {variant}: {e.Benchmark}" : e.Benchmark;

    private static string Seeds(SweepPlanned e)
    {
        var seeds = e.Experiments.Select(experiment => experiment.Seed).Distinct().ToList();
        return $"{(seeds.Count == 1 ? "seed" : "seeds")} {string.Join(", ", seeds)}";
    }

    private static string Origin(ContentHash? parent) => parent is { } checkpoint ? $"checkpoint {checkpoint.Short}" : "the base model";

    private static string Some(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(5)) + (names.Count > 5 ? $" and {names.Count - 5} more" : "");

    private static string Values(IReadOnlyDictionary<string, double> values) => string.Join(
        ", ", values.Select(value => $"{value.Key} {value.Value.ToString("0.###", CultureInfo.InvariantCulture)}"));

    private static string OnDevice(long? bytes) => bytes is { } known ? $", {Figures.Size(known)} on the device" : "";

    private static string Score(ScoreRecord score) =>
        $"{Figures.Percent(score.Value)} ± {Figures.Percent(score.StandardError)} "
        + $"({score.Metric}, n = {score.Samples}, {score.Scorer} v{score.ScorerVersion})"
        + (score.CutReplies is { } cut ? $", {Number(cut)} cut short" : "");

    private static string Scored(double? score) => score is { } value ? $", score {Figures.Percent(value)}" : "";

    private static string Ending(StageTrained trained) => TrainingEnd.Say(trained) is { } end ? $"; {end}" : "";

    private static string Loss(double loss) => loss.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Many(long count, string noun) => $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";
}
