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

    /// <summary>The type that is known by a stored name.</summary>
    internal EventMapping? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The type that .NET finds under a stored .NET name, if it belongs to the stored name.</summary>
    internal EventMapping? Find(string name, string? dotNetName) =>
        dotNetName is not null && Type.GetType(dotNetName) is { } found && Of(found) is var mapping && mapping.Name == name
            ? mapping
            : null;
}
