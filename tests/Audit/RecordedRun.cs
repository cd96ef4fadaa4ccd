using System.Text;
using System.Text.Json.Nodes;
using LmmCl.Audit;
using LmmCl.Events;
using LmmCl.Events.Serialization;
using LmmCl.EventStore;
using LmmCl.EventStore.Stores;

namespace LmmCl.Audit.Tests;

/// <summary>The events of a finished run as JSON, and the files that they name, to be edited and recorded anew with fresh hashes.</summary>
internal sealed class RecordedRun
{
    private readonly List<(string Type, int Schema, DateTimeOffset At, string Json)> original = [];

    /// <summary>The events after the edits so far.</summary>
    public List<EditedEvent> Events { get; private set; } = [];

    public static async Task<RecordedRun> ReadAsync(string store, string stream)
    {
        var run = new RecordedRun();
        await using var log = EventLogs.OpenIfThere(store)!;
        await foreach (var stored in log.ReadStreamAsync(stream))
        {
            run.original.Add((stored.Type, stored.SchemaVersion, stored.Timestamp, Encoding.UTF8.GetString(stored.Data.Span)));
        }

        run.Reset();
        return run;
    }

    /// <summary>Undoes the edits.</summary>
    public void Reset() =>
        Events = [.. original.Select(stored => new EditedEvent(stored.Type, stored.Schema, stored.At, JsonNode.Parse(stored.Json)!.AsObject()))];

    /// <summary>Every file that an event names, with the manifest that lists it if it is part of a checkpoint.</summary>
    public IEnumerable<(string Path, string? Manifest)> Files(string root)
    {
        foreach (var evidence in Events.SelectMany(happened => Evidence.Of(happened.Decode())))
        {
            var path = Path.Combine(root, evidence.Path);
            foreach (var file in evidence.IsCheckpoint ? Directory.GetFiles(path, "*", SearchOption.AllDirectories) : [path])
            {
                yield return (file, evidence.IsCheckpoint ? Path.Combine(path, "manifest.json") : null);
            }
        }
    }

    /// <summary>Replaces a hash in every event.</summary>
    public void Rehash(string old, string now)
    {
        foreach (var happened in Events)
        {
            happened.Data = JsonNode.Parse(happened.Data.ToJsonString().Replace(old, now, StringComparison.Ordinal))!.AsObject();
        }
    }

    /// <summary>Writes a store with these events in place of an existing one; false if they are no events any more.</summary>
    public async Task<bool> TryRecordAsync(string store, string stream)
    {
        List<NewEvent> events;
        try
        {
            events = [.. Events.Select(happened => new NewEvent(happened.Decode(), happened.At))];
        }
        catch (Exception error) when (error is UnknownEventTypeException or FormatException or OverflowException)
        {
            return false;
        }

        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(store)!, Path.GetFileName(store) + "*"))
        {
            File.Delete(file);
        }

        await using var log = EventLogs.Open(store);
        await log.AppendAsync(stream, ExpectedVersion.Any, events);
        return true;
    }
}

/// <summary>An event that may be edited.</summary>
internal sealed class EditedEvent(string type, int schema, DateTimeOffset at, JsonObject data)
{
    public string Type { get; } = type;

    public DateTimeOffset At { get; set; } = at;

    public JsonObject Data { get; set; } = data;

    public EditedEvent Copy() => new(Type, schema, At, Data.DeepClone().AsObject());

    public IExperimentEvent Decode() => EventTypes.Default.Decode(Type, schema, Encoding.UTF8.GetBytes(Data.ToJsonString()));
}
