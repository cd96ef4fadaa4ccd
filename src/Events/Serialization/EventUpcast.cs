using System.Text.Json.Nodes;

namespace LmmCl.Events.Serialization;

/// <summary>Brings the data of one kind of event from one schema version to the next.</summary>
/// <param name="Kind">Stable name of the kind.</param>
/// <param name="FromVersion">The version that it reads; it gives the one after.</param>
/// <param name="Lift">Changes the stored object into the newer shape.</param>
public sealed record EventUpcast(string Kind, int FromVersion, Func<JsonObject, JsonObject> Lift);
