namespace LmmCl.Events;

/// <summary>Storage name of an event kind, independent of its class name, and the version of its schema.</summary>
/// <param name="name">Stable name in lower case with hyphens (<c>stage-trained</c>).</param>
/// <param name="schemaVersion">Version of the schema, counted from 1.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventKindAttribute(string name, int schemaVersion) : Attribute
{
    /// <summary>Stable name in lower case with hyphens.</summary>
    public string Name { get; } = name;

    /// <summary>Version of the schema, counted from 1.</summary>
    public int SchemaVersion { get; } = schemaVersion;
}
