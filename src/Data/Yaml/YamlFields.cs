using LmmCl.Abstractions;

namespace LmmCl.Data.Yaml;

/// <summary>Fields of a map in a YAML file.</summary>
public sealed class YamlFields
{
    private readonly Dictionary<string, YamlPlace> fields;

    internal YamlFields(YamlPlace place, Dictionary<string, YamlPlace> fields)
    {
        (Place, this.fields) = (place, fields);
    }

    /// <summary>Location of the map.</summary>
    public YamlPlace Place { get; }

    /// <summary>Names and values in file order.</summary>
    public IReadOnlyCollection<KeyValuePair<string, YamlPlace>> All => fields;

    /// <summary>Returns the field, or null if it is absent or empty.</summary>
    public YamlPlace? Optional(string name) => fields.TryGetValue(name, out var value) && !value.IsNull ? value : null;

    /// <summary>Returns a required field.</summary>
    /// <exception cref="InputException">The field is absent or empty.</exception>
    public YamlPlace Required(string name) => Optional(name) ?? throw Place.Wrong($"the key '{name}' is missing.");
}
