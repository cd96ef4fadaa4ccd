using LmmCl.Events;
using LmmCl.Events.Serialization;

namespace LmmCl.EventStore;

/// <summary>An event to be appended to a log.</summary>
/// <param name="Data">The event itself.</param>
/// <param name="Timestamp">Time of the event; kept to the microsecond in UTC, which every store can hold.</param>
/// <param name="Id">
/// Id for idempotent appends. If left out, it is derived from the stream and the content (<see cref="EventIds"/>), so that the same event
/// of the same stream is appended once however often it is sent.
/// </param>
public sealed record NewEvent(IExperimentEvent Data, DateTimeOffset Timestamp, Guid? Id = null);
