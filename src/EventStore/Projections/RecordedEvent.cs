using LmmCl.Events;

namespace LmmCl.EventStore.Projections;

/// <summary>An event with its position and time; the input of read models.</summary>
/// <param name="Sequence">Position in the whole log.</param>
/// <param name="Version">Position in its stream.</param>
/// <param name="At">Time of the event, UTC.</param>
/// <param name="What">The event itself.</param>
public sealed record RecordedEvent(long Sequence, long Version, DateTimeOffset At, IExperimentEvent What);
