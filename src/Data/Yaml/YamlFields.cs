using LmmCl.Abstractions;

namespace LmmCl.Data.Yaml;

/// <summary>The fields of one map of a YAML file.</summary>
public sealed class YamlFields
{
    private readonly Dictionary<string, YamlPlace> fields;

    internal YamlFields(YamlPlace place, Dictionary<string, YamlPlace> fields)
    {
        (Place, this.fields) = (place, fields);
    }

    /// <summary>The map itself.</summary>
    public YamlPlace Place { get; }

    /// <summary>Names and values in the order of the file.</summary>
    public IReadOnlyCollection<KeyValuePair<string, YamlPlace>> All => fields;

    /// <summary>The field, or null where it is absent or empty.</summary>
    public YamlPlace? Optional(string name) => fields.TryGetValue(name, out var value) && !value.IsNull ? value : null;

    /// <summary>The field, which must be there.</summary>
    /// <exception cref="InputException">It is absent or empty.</exception>
    public YamlPlace Required(string name) => Optional(name) ?? throw Place.Wrong($"the key '{name}' is missing.");
}
