using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using LmmCl.Events;
using LmmCl.Events.Serialization;

namespace LmmCl.Runs.Workers.Spool;

/// <summary>An event as sent between host and worker, in the same canonical form in which it is stored.</summary>
/// <param name="Type">Stable name of the event kind.</param>
/// <param name="Schema">Version of its schema.</param>
/// <param name="Data">The event itself.</param>
[method: JsonConstructor]
internal readonly record struct EventLine(string Type, int Schema, JsonElement Data)
{
    public static EventLine Of(IExperimentEvent happened)
    {
        var kind = EventTypes.Default.KindOf(happened);
        return new EventLine(kind.Name, kind.SchemaVersion, JsonSerializer.Deserialize<JsonElement>(EventTypes.Default.Encode(happened)));
    }

    /// <exception cref="UnknownEventTypeException">The line is not an event of this build.</exception>
    public IExperimentEvent ToEvent() => EventTypes.Default.Decode(Type, Schema, Encoding.UTF8.GetBytes(Data.GetRawText()));
}
