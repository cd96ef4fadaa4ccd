using System.Collections.Concurrent;

namespace Marten.Storage;

/// <summary>The types of events that a store knows.</summary>
internal sealed class EventMappings
{
    private readonly ConcurrentDictionary<Type, EventMapping> byType = [];
    private readonly ConcurrentDictionary<string, EventMapping> byName = new(StringComparer.Ordinal);

    internal EventMapping Of(Type type)
    {
        var mapping = byType.GetOrAdd(
            type, static type => (EventMapping)Activator.CreateInstance(typeof(EventMapping<>).MakeGenericType(type))!);
        byName.TryAdd(mapping.Name, mapping);
        return mapping;
    }

    /// <summary>The type behind a stored name: a known one, or the one that .NET finds under the stored .NET name.</summary>
    internal EventMapping? Find(string name, string? dotNetName)
    {
        if (byName.TryGetValue(name, out var known))
            return known;
        return dotNetName is not null && Type.GetType(dotNetName) is { } found && Of(found) is var mapping && mapping.Name == name
            ? mapping
            : null;
    }
}
