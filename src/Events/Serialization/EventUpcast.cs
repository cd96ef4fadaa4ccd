using System.Text.Json.Nodes;

namespace LmmCl.Events.Serialization;

/// <summary>Upgrades the data of one kind of event from one schema version to the next.</summary>
/// <param name="Kind">Stable name of the kind.</param>
/// <param name="FromVersion">Schema version of the input; the output has the next version.</param>
/// <param name="Lift">Converts the stored object to the newer shape.</param>
public sealed record EventUpcast(string Kind, int FromVersion, Func<JsonObject, JsonObject> Lift);
