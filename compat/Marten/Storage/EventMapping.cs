using System.Text;
using System.Text.Json;
using JasperFx.Events;

namespace Marten.Storage;

/// <summary>A type of event: its names in the store, and how it is read.</summary>
internal abstract class EventMapping(Type type)
{
    /// <summary>Upstream's convention: <c>StageCompleted</c> is <c>stage_completed</c>.</summary>
    internal string Name { get; } = Convention(type);

    internal string DotNetName { get; } = $"{type.FullName}, {type.Assembly.GetName().Name}";

    internal abstract IEvent Wrap(object data);

    internal abstract IEvent Read(ReadOnlySpan<byte> json);

    private static string Convention(Type type)
    {
        var name = new StringBuilder();
        foreach (var letter in type.Name)
        {
            if (char.IsUpper(letter) && name.Length > 0)
                name.Append('_');
            name.Append(char.ToLowerInvariant(letter));
        }

        return name.ToString();
    }
}

/// <inheritdoc/>
internal sealed class EventMapping<T>() : EventMapping(typeof(T))
    where T : notnull
{
    internal override IEvent Wrap(object data) => new Event<T>((T)data);

    internal override IEvent Read(ReadOnlySpan<byte> json) => new Event<T>(JsonSerializer.Deserialize<T>(json, EventJson.Options)!);
}
