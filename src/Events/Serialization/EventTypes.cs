using System.Buffers;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using LmmCl.Abstractions;
using LmmCl.Events;

namespace LmmCl.Events.Serialization;

/// <summary>Registry of the event kinds known to a build: maps stored names to records, and upcasts old shapes to current ones.</summary>
public sealed class EventTypes
{
    private readonly Dictionary<string, (Type Type, EventKindAttribute Kind)> byName;
    private readonly Dictionary<Type, EventKindAttribute> byType;
    private readonly Dictionary<(string, int), EventUpcast> upcasts;
    private readonly ConcurrentDictionary<Type, JsonTypeInfo> shapes = [];

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? scratch;

    /// <param name="types">Records with an <see cref="EventKindAttribute"/>.</param>
    /// <param name="upcasts">One upcast for every earlier schema version of every kind.</param>
    /// <exception cref="ArgumentException">
    /// A record has no kind, two records share a name, or an upcast between schema versions is missing.
    /// </exception>
    public EventTypes(IEnumerable<Type> types, IEnumerable<EventUpcast> upcasts)
    {
        byType = types.ToDictionary(
            type => type,
            type => type.GetCustomAttribute<EventKindAttribute>() ?? throw new ArgumentException($"{type.Name} has no [EventKind]."));
        byName = byType.ToDictionary(pair => pair.Value.Name, pair => (pair.Key, pair.Value), StringComparer.Ordinal);
        this.upcasts = upcasts.ToDictionary(upcast => (upcast.Kind, upcast.FromVersion));
        foreach (var kind in byType.Values)
            for (var version = 1; version < kind.SchemaVersion; version++)
                if (!this.upcasts.ContainsKey((kind.Name, version)))
                    throw new ArgumentException($"Nothing lifts '{kind.Name}' from schema version {version}.");
    }

    /// <summary>All event kinds of <c>LmmCl.Events</c>.</summary>
    public static EventTypes Default { get; } = new(
        typeof(IExperimentEvent).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IExperimentEvent))),
        [new("benchmark-rescored", 1, WithoutOriginal), new("variant-rescored", 1, WithoutOriginal)]);

    /// <summary>Names of all kinds.</summary>
    public IReadOnlyCollection<string> Names => byName.Keys;

    /// <summary>Returns the record type of a stored name; null if this build does not know it.</summary>
    public Type? Find(string name) => byName.TryGetValue(name, out var known) ? known.Type : null;

    /// <summary>Returns the newest schema version of a kind known to this build.</summary>
    public int SchemaVersionOf(string name) => byName[name].Kind.SchemaVersion;

    /// <summary>Returns the name and schema version under which an event is stored.</summary>
    /// <exception cref="UnknownEventTypeException">The event's record type is not registered.</exception>
    public EventKindAttribute KindOf(IExperimentEvent happened) => KindOf(happened.GetType());

    /// <summary>Returns the name and schema version under which events of a record type are stored.</summary>
    /// <exception cref="UnknownEventTypeException">The type is not registered.</exception>
    public EventKindAttribute KindOf(Type type) =>
        byType.TryGetValue(type, out var kind)
            ? kind
            : throw new UnknownEventTypeException($"{type.Name} is not a registered kind of event.");

    /// <summary>Encodes an event as canonical JSON in UTF-8.</summary>
    public byte[] Encode(IExperimentEvent happened)
    {
        var (buffer, json) = scratch ??= NewScratch();
        buffer.ResetWrittenCount();
        json.Reset();
        JsonSerializer.Serialize(json, happened, ShapeOf(happened.GetType()));
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Decodes an event into its current shape.</summary>
    /// <exception cref="UnknownEventTypeException">The kind or its schema version is unknown, or the data does not fit it.</exception>
    public IExperimentEvent Decode(string type, int schemaVersion, ReadOnlySpan<byte> data)
    {
        if (!byName.TryGetValue(type, out var known))
            throw new UnknownEventTypeException(
                $"Unknown kind of event '{type}': a newer build wrote it, which needs an update of this one, or it was altered. "
                + NearMatches.Suggest(type, Names));
        if (schemaVersion < 1 || schemaVersion > known.Kind.SchemaVersion)
            throw new UnknownEventTypeException(
                $"'{type}' has schema version {schemaVersion}; this build reads 1 to {known.Kind.SchemaVersion}. "
                + "A newer build wrote it: update this one.");
        try
        {
            if (schemaVersion == known.Kind.SchemaVersion)
                return (known.Type == typeof(TrainingProgressed) ? CanonicalTrainingSteps.TryRead(data) : null)
                    ?? (IExperimentEvent)JsonSerializer.Deserialize(data, ShapeOf(known.Type))!;
            var lifted = JsonNode.Parse(data)!.AsObject();
            for (var version = schemaVersion; version < known.Kind.SchemaVersion; version++)
                lifted = upcasts[(type, version)].Lift(lifted);
            return (IExperimentEvent)lifted.Deserialize(known.Type, CanonicalJson.Options)!;
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException)
        {
            throw new UnknownEventTypeException(
                $"'{type}' of schema version {schemaVersion} does not have that shape: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>Returns true if the kind had a different shape in an earlier build.</summary>
    internal bool HasOldShapes(string type) => upcasts.ContainsKey((type, 1));

    /// <summary>Returns true if the shape of this kind at this schema version differs from the current one.</summary>
    internal bool IsOld(string type, int schemaVersion) => upcasts.ContainsKey((type, schemaVersion));

    /// <summary>Rescorings of schema version 1 did not name the answers that they score again.</summary>
    private static JsonObject WithoutOriginal(JsonObject rescored)
    {
        rescored["original"] = null;
        return rescored;
    }

    private JsonTypeInfo ShapeOf(Type type) => shapes.GetOrAdd(type, CanonicalJson.Options.GetTypeInfo);

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json) NewScratch()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        return (buffer, new Utf8JsonWriter(buffer, CanonicalJson.WriterOptions));
    }
}
