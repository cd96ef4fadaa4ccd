using LmmCl.Events;

namespace LmmCl.EventStore.Projections;

/// <summary>An event with its place and time: what read models are made of.</summary>
/// <param name="Sequence">Place in the whole log.</param>
/// <param name="Version">Place in its stream.</param>
/// <param name="At">When it happened, UTC.</param>
/// <param name="What">What happened.</param>
public sealed record RecordedEvent(long Sequence, long Version, DateTimeOffset At, IExperimentEvent What);
