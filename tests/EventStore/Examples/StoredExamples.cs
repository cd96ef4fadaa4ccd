using LmmCl.Events;
using LmmCl.Events.Serialization;

namespace LmmCl.EventStore.Tests.Examples;

/// <summary>
/// A folder with one example of every schema version of every kind, as the build of that version wrote it: <c>stage-trained.v1.json</c>.
/// <c>hashes.txt</c> beside them, as sha256sum writes it, pins their bytes.
/// </summary>
internal sealed class StoredExamples(string folder)
{
    internal const string Hashes = "hashes.txt";

    /// <summary>The examples of this repository.</summary>
    internal static StoredExamples OfEveryBuild { get; } = new(Path.Combine(AppContext.BaseDirectory, "fixtures"));

    /// <summary>Names of all examples.</summary>
    internal IEnumerable<string> Names =>
        Directory.GetFiles(folder, "*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    internal static string Name(string kind, int schemaVersion) => $"{kind}.v{schemaVersion}.json";

    /// <summary>The kind and schema version that an example is named by.</summary>
    internal static (string Kind, int SchemaVersion) Parse(string name)
    {
        var parts = name.Split('.');
        return (parts[0], int.Parse(parts[1].TrimStart('v'), null));
    }

    /// <summary>The event's bytes, without the end of the file's line.</summary>
    internal byte[] Read(string name) => File.ReadAllBytes(Path.Combine(folder, name)).AsSpan().TrimEnd((byte)'\n').ToArray();

    /// <summary>What is missing, altered or not pinned.</summary>
    internal IEnumerable<string> FindFaults(EventTypes types)
    {
        var pinned = File.ReadAllLines(Path.Combine(folder, Hashes)).Select(line =>
            line.Split("  ")).ToDictionary(parts => parts[1], parts => parts[0]);
        foreach (var (name, hash) in pinned)
        {
            var path = Path.Combine(folder, name);
            if (!File.Exists(path))
                yield return $"{name} is gone";
            else if (ContentHash.OfFile(path).Hex != hash)
                yield return $"{name} was altered";
        }

        foreach (var name in Names.Except(pinned.Keys))
            yield return $"{name} is not in {Hashes}";
        foreach (var (kind, newest) in types.Names.Select(kind => (kind, types.SchemaVersionOf(kind))))
            for (var version = 1; version <= newest; version++)
                if (!pinned.ContainsKey(Name(kind, version)))
                    yield return $"{Name(kind, version)} is not in {Hashes}";
    }
}
