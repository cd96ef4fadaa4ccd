namespace LmmCl.Events;

/// <summary>The model of a stage was measured on its validation data between two training steps.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Step">Number of optimiser steps taken so far.</param>
/// <param name="Records">Number of validation records.</param>
/// <param name="LabelTokens">Number of supervised tokens in them.</param>
/// <param name="Loss">Mean cross-entropy per supervised token.</param>
/// <param name="Score">Score of the replies to the records' questions in percent; null if only the loss was measured.</param>
/// <param name="BestStep">Step of the best measurement so far, by the metric that the experiment chose.</param>
[EventKind("validation-measured", 1)]
public sealed record ValidationMeasured(
    StageId Stage, int Step, long Records, long LabelTokens, double Loss, double? Score, int BestStep) : IStageEvent;
