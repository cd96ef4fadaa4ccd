using LmmCl.Events;

namespace LmmCl.EventStore.Projections;

/// <summary>One line of a timeline.</summary>
/// <param name="Sequence">Position of its last event in the whole log.</param>
/// <param name="At">Time of that event, UTC.</param>
/// <param name="Happened">The event; uninterrupted training progress of one stage is merged into one entry.</param>
public sealed record TimelineEntry(long Sequence, DateTimeOffset At, IExperimentEvent Happened);
