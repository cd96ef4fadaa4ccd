namespace LmmCl.Events;

/// <summary>Stage finished training; weights are in memory, not yet on disk.</summary>
/// <param name="Stage">Which.</param>
/// <param name="OptimizerSteps">Steps taken.</param>
/// <param name="LabelTokens">Supervised tokens seen.</param>
/// <param name="FinalLoss">Loss of the last step.</param>
/// <param name="Elapsed">Time spent training, pauses left out.</param>
[EventKind("stage-trained", 1)]
public sealed record StageTrained(StageId Stage, int OptimizerSteps, long LabelTokens, double FinalLoss, TimeSpan Elapsed) : IStageEvent;
