namespace LmmCl.Events;

/// <summary>A stage trains on less than its data files hold, as its experiment asks.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Records">Number of records in the data.</param>
/// <param name="Cut">Number of records that were cut to the longest row.</param>
/// <param name="Dropped">Number of records that were left out because they are longer than the longest row.</param>
/// <param name="Skipped">Number of records that were left out because they are bad.</param>
/// <param name="MaxLength">Number of tokens of the longest row; null if there is no limit.</param>
[EventKind("training-data-reduced", 1)]
public sealed record TrainingDataReduced(
    StageId Stage, long Records, long Cut, long Dropped, long Skipped, int? MaxLength) : IStageEvent;
