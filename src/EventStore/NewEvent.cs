using LmmCl.Events;
using LmmCl.Events.Serialization;

namespace LmmCl.EventStore;

/// <summary>An event on its way into a log.</summary>
/// <param name="Data">What happened.</param>
/// <param name="Timestamp">When; kept to the microsecond in UTC, which is what every store can hold.</param>
/// <param name="Id">
/// Identity for idempotence; left out, it is derived from the stream and the content (<see cref="EventIds"/>), so that the same
/// event of the same stream is appended once however often it is sent.
/// </param>
public sealed record NewEvent(IExperimentEvent Data, DateTimeOffset Timestamp, Guid? Id = null);
