using static LmmCl.Host.Metrics.MetricKind;

namespace LmmCl.Host.Metrics;

/// <summary>
/// Every metric of the service. Scores and changes are ratios: 0.5 is 50 percent, and a change of -0.1 is a loss of ten points.
/// </summary>
internal static class MetricNames
{
    private const string Ratio = "1";
    private const string Seconds = "s";
    private const string Bytes = "By";

    public static readonly MetricDefinition Experiments = new(
        "lmmcl_experiments", Gauge, null, "Experiments in the log, by their recorded state.", "state");

    public static readonly MetricDefinition ExperimentInfo = new(
        "lmmcl_experiment_info", Gauge, null, "Always 1; its labels describe the experiment.", "experiment", "method", "recipe");

    public static readonly MetricDefinition ExperimentState = new(
        "lmmcl_experiment_state", Gauge, null, "1 for the experiment's recorded state, 0 for the others.", "experiment", "state");

    public static readonly MetricDefinition ExperimentStages = new(
        "lmmcl_experiment_stages", Gauge, null, "Planned stages, without the base model.", "experiment");

    public static readonly MetricDefinition ExperimentStagesCompleted = new(
        "lmmcl_experiment_stages_completed", Gauge, null, "Completed stages, without the base model.", "experiment");

    public static readonly MetricDefinition LastProgress = new(
        "lmmcl_experiment_last_progress_timestamp_seconds",
        Gauge,
        Seconds,
        "Unix time of the last event or report of progress.",
        "experiment");

    public static readonly MetricDefinition Stage = new(
        "lmmcl_stage_number", Gauge, null, "Number of the current stage; 0 is the base model.", "experiment", "skill");

    public static readonly MetricDefinition StageProgress = new(
        "lmmcl_stage_progress_ratio", Gauge, Ratio, "Optimiser steps taken of those in the current stage.", "experiment", "skill");

    public static readonly MetricDefinition EvaluationProgress = new(
        "lmmcl_evaluation_progress_ratio",
        Gauge,
        Ratio,
        "Benchmarks scored of those planned for the current stage.",
        "experiment",
        "skill");

    public static readonly MetricDefinition StageFailures = new(
        "lmmcl_stage_failures_total", Counter, null, "Stages that ended early, by the reason.", "experiment", "reason");

    public static readonly MetricDefinition WorkerRestarts = new(
        "lmmcl_worker_restarts_total", Counter, null, "Worker processes started again to resume the experiment.", "experiment");

    public static readonly MetricDefinition Steps = new(
        "lmmcl_training_steps_total", Counter, null, "Optimiser steps taken; steps repeated after a resumption count again.", "experiment");

    public static readonly MetricDefinition Samples = new(
        "lmmcl_training_samples_total", Counter, null, "Training samples seen in those steps.", "experiment");

    public static readonly MetricDefinition Tokens = new(
        "lmmcl_training_label_tokens_total", Counter, null, "Supervised tokens seen in those steps.", "experiment");

    public static readonly MetricDefinition StepDuration = new(
        "lmmcl_training_step_duration_seconds", Histogram, Seconds, "Duration of an optimiser step, since the service started.", "method")
    {
        Buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
    };

    public static readonly MetricDefinition Loss = new(
        "lmmcl_training_loss", Gauge, null, "Loss of the last recorded step.", "experiment", "skill");

    public static readonly MetricDefinition ValidationLoss = new(
        "lmmcl_validation_loss", Gauge, null, "Loss of the last measurement on validation data.", "experiment", "skill");

    public static readonly MetricDefinition LearningRate = new(
        "lmmcl_training_learning_rate", Gauge, null, "Learning rate of the last recorded step.", "experiment", "skill");

    public static readonly MetricDefinition GradientNorm = new(
        "lmmcl_training_gradient_norm", Gauge, null, "Gradient norm of the last recorded step, before clipping.", "experiment", "skill");

    public static readonly MetricDefinition Score = new(
        "lmmcl_benchmark_score_ratio",
        Gauge,
        Ratio,
        "Score of a benchmark after a stage.",
        "experiment",
        "benchmark",
        "group",
        "stage");

    public static readonly MetricDefinition ScoreChange = new(
        "lmmcl_benchmark_change_ratio",
        Gauge,
        Ratio,
        "Score of a benchmark after a stage, minus that of the base model.",
        "experiment",
        "benchmark",
        "group",
        "stage");

    public static readonly MetricDefinition HeldOutScore = new(
        "lmmcl_heldout_score_ratio", Gauge, Ratio, "Mean held-out score after a stage.", "experiment", "stage", "skill");

    public static readonly MetricDefinition HeldOutBaseChange = new(
        "lmmcl_heldout_change_ratio",
        Gauge,
        Ratio,
        "Mean held-out score after a stage, minus that of the base model.",
        "experiment",
        "stage",
        "skill");

    public static readonly MetricDefinition HeldOutStageChange = new(
        "lmmcl_heldout_stage_change_ratio",
        Gauge,
        Ratio,
        "Mean held-out score after a stage, minus that after the stage before.",
        "experiment",
        "stage",
        "skill");

    public static readonly MetricDefinition Forgetting = new(
        "lmmcl_forgetting_ratio",
        Gauge,
        Ratio,
        "Learning or forgetting so far, by definition (docs/forgetting.md).",
        "experiment",
        "definition");

    public static readonly MetricDefinition BenchmarkRecovery = new(
        "lmmcl_recovery_ratio", Gauge, Ratio, "Part of a held-out benchmark's deepest drop that is back.", "experiment", "benchmark");

    public static readonly MetricDefinition HeldOutRecovery = new(
        "lmmcl_heldout_recovery_ratio", Gauge, Ratio, "Part of the deepest drop of the mean held-out score that is back.", "experiment");

    public static readonly MetricDefinition Probe = new(
        "lmmcl_probe_value", Gauge, null, "Figure of a probe after the last stage that it measured.", "experiment", "probe", "figure");

    public static readonly MetricDefinition WorkProgress = new(
        "lmmcl_work_progress_ratio", Gauge, Ratio, "Progress of the piece of work that a worker does now.", "experiment", "work");

    public static readonly MetricDefinition WorkerMemory = new(
        "lmmcl_worker_memory_bytes", Gauge, Bytes, "Resident memory of a worker process.", "experiment");

    public static readonly MetricDefinition WorkerDeviceMemory = new(
        "lmmcl_worker_device_memory_bytes", Gauge, Bytes, "Device memory of a worker process.", "experiment");

    public static readonly MetricDefinition LiveTensors = new(
        "lmmcl_worker_live_tensors",
        Gauge,
        null,
        "Tensors alive in a worker as TorchSharp counts them; parameters count twice.",
        "experiment");

    public static readonly MetricDefinition ExecutorBusy = new(
        "lmmcl_executor_busy", Gauge, null, "1 while an executor runs an experiment, else 0.", "executor", "device");

    public static readonly MetricDefinition QueueLength = new(
        "lmmcl_queue_experiments", Gauge, null, "Experiments in the queue of this service.", "status");

    public static readonly MetricDefinition QueueAge = new(
        "lmmcl_queue_oldest_age_seconds", Gauge, Seconds, "Time since the longest waiting experiment was submitted; 0 if none waits.");

    public static readonly MetricDefinition Appends = new(
        "lmmcl_event_appends_total", Counter, null, "Appends of this process to the event log.", "outcome");

    public static readonly MetricDefinition AppendedEvents = new(
        "lmmcl_events_appended_total", Counter, null, "New events that this process appended.");

    public static readonly MetricDefinition AppendDuration = new(
        "lmmcl_event_append_duration_seconds", Histogram, Seconds, "Duration of an append, until it is on disk.")
    {
        Buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    public static readonly MetricDefinition HeadSequence = new(
        "lmmcl_store_head_sequence", Gauge, null, "Sequence number of the last event in the log.");

    public static readonly MetricDefinition ProjectionLag = new(
        "lmmcl_projection_lag_events", Gauge, null, "Events in the log that these metrics do not include yet.");

    public static readonly MetricDefinition ChainIntact = new(
        "lmmcl_chain_intact", Gauge, null, "1 if every hash chain holds as far as verified, 0 once one is broken.");

    public static readonly MetricDefinition ChainVerified = new(
        "lmmcl_chain_verified_sequence", Gauge, null, "Sequence number up to which the hash chains are verified.");

    public static readonly MetricDefinition ChainVerifiedAt = new(
        "lmmcl_chain_verified_timestamp_seconds", Gauge, Seconds, "Unix time of the last verification.");

    public static readonly MetricDefinition StoreSize = new(
        "lmmcl_store_size_bytes", Gauge, Bytes, "Size of the event log's files; absent for PostgreSQL.");

    public static readonly MetricDefinition DiskFree = new(
        "lmmcl_disk_free_bytes", Gauge, Bytes, "Free space on the disk of the runs folder.");

    public static readonly MetricDefinition DiskSize = new(
        "lmmcl_disk_size_bytes", Gauge, Bytes, "Size of the disk of the runs folder.");

    public static readonly MetricDefinition PluginState = new(
        "lmmcl_plugin_status", Gauge, null, "1 for the plugin's status, 0 for the others.", "plugin", "status");

    public static readonly MetricDefinition CommandDuration = new(
        "lmmcl_command_duration_seconds", Histogram, Seconds, "Duration of the commands inside the service.", "command", "outcome")
    {
        Buckets = [0.01, 0.1, 1, 10, 60, 600, 3600],
    };

    public static readonly MetricDefinition ProcessMemory = new(
        "lmmcl_process_memory_bytes", Gauge, Bytes, "Resident memory of the service itself.");

    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<MetricDefinition> All { get; } =
    [
        Experiments, ExperimentInfo, ExperimentState, ExperimentStages, ExperimentStagesCompleted, LastProgress, Stage,
        StageProgress, EvaluationProgress, StageFailures, WorkerRestarts, Steps, Samples, Tokens, StepDuration, Loss,
        ValidationLoss, LearningRate, GradientNorm, Score, ScoreChange, HeldOutScore, HeldOutBaseChange, HeldOutStageChange, Forgetting,
        BenchmarkRecovery, HeldOutRecovery, Probe, WorkProgress, WorkerMemory, WorkerDeviceMemory, LiveTensors, ExecutorBusy,
        QueueLength, QueueAge, Appends, AppendedEvents, AppendDuration, HeadSequence, ProjectionLag, ChainIntact, ChainVerified,
        ChainVerifiedAt, StoreSize, DiskFree, DiskSize, PluginState, CommandDuration, ProcessMemory,
    ];
}
