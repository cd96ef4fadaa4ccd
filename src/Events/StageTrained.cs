using System.Text.Json.Serialization;

namespace LmmCl.Events;

/// <summary>A stage finished training; the weights are in memory, not yet on disk.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="OptimizerSteps">Number of optimiser steps taken.</param>
/// <param name="LabelTokens">Number of supervised tokens seen.</param>
/// <param name="FinalLoss">Loss of the last step.</param>
/// <param name="Elapsed">Training time, excluding pauses.</param>
[EventKind("stage-trained", 1)]
public sealed record StageTrained(StageId Stage, int OptimizerSteps, long LabelTokens, double FinalLoss, TimeSpan Elapsed) : IStageEvent
{
    /// <summary>The step whose weights were kept, as the best on the validation data; null if those of the last step were.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? KeptStep { get; init; }

    /// <summary>Reason why the stage ended before its last planned step; null if it did not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StoppedEarly { get; init; }
}
