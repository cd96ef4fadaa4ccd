namespace LmmCl.Events;

/// <summary>The name under which a kind of event is stored, whatever its class is called later, and the version of its shape.</summary>
/// <param name="name">Stable name in lower case with hyphens (<c>stage-trained</c>).</param>
/// <param name="schemaVersion">Version of the shape, counted from 1.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventKindAttribute(string name, int schemaVersion) : Attribute
{
    /// <summary>Stable name in lower case with hyphens.</summary>
    public string Name { get; } = name;

    /// <summary>Version of the shape, counted from 1.</summary>
    public int SchemaVersion { get; } = schemaVersion;
}
