using LmmCl.Events;

namespace LmmCl.EventStore.Projections;

/// <summary>One line of a timeline.</summary>
/// <param name="Sequence">Place of its last event in the whole log.</param>
/// <param name="At">When that happened, UTC.</param>
/// <param name="Happened">What happened; progress of one stage's training without anything in between is one entry.</param>
public sealed record TimelineEntry(long Sequence, DateTimeOffset At, IExperimentEvent Happened);
