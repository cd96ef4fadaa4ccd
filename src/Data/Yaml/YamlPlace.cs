using System.Globalization;
using LmmCl.Abstractions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LmmCl.Data.Yaml;

/// <summary>A value in a YAML file together with its location, such as <c>skills[2].train</c>.</summary>
public sealed class YamlPlace
{
    private readonly YamlNode node;

    internal YamlPlace(string file, string path, YamlNode node)
    {
        (File, Path, this.node) = (file, path, node);
    }

    /// <summary>Path of the file.</summary>
    public string File { get; }

    /// <summary>Path of the field, empty for the whole document.</summary>
    public string Path { get; }

    /// <summary>Line in the file, from 1.</summary>
    public int Line => (int)node.Start.Line;

    /// <summary>True if the value is empty or <c>null</c>.</summary>
    public bool IsNull => IsPlain && node is YamlScalarNode { Value: null or "" or "~" or "null" or "Null" or "NULL" };

    /// <summary>True if the value has neither quotes nor a tag such as <c>!!str</c>: quoted values are text.</summary>
    public bool IsPlain => node is YamlScalarNode { Style: ScalarStyle.Plain } scalar && (scalar.Tag.IsEmpty || scalar.Tag == "?");

    /// <summary>True if the value is a single text or number, not a map or list.</summary>
    public bool IsScalar => node is YamlScalarNode && !IsNull;

    /// <summary>True if the value is a list.</summary>
    public bool IsList => node is YamlSequenceNode;

    /// <summary>Returns the fields of a map whose keys must all be among <paramref name="known"/>.</summary>
    /// <exception cref="InputException">The value is not a map, or a key is unknown or duplicated.</exception>
    public YamlFields Fields(params IReadOnlyList<string> known)
    {
        var fields = AnyFields();
        foreach (var field in fields.All)
        {
            if (!known.Contains(field.Key))
            {
                throw field.Value.Wrong($"the key '{field.Key}' is not known.", NearMatches.Suggest(field.Key, known));
            }
        }

        return fields;
    }

    /// <summary>Returns the fields of a map with arbitrary keys.</summary>
    /// <exception cref="InputException">The value is not a map.</exception>
    public YamlFields AnyFields()
    {
        if (node is not YamlMappingNode map)
        {
            throw Wrong($"a map of keys and values is expected, not {Kind}.");
        }

        var fields = new Dictionary<string, YamlPlace>(StringComparer.Ordinal);
        foreach (var (key, value) in map)
        {
            var name = (key as YamlScalarNode)?.Value ?? throw Wrong("a key must be a plain text.");
            fields[name] = new YamlPlace(File, Path.Length == 0 ? name : $"{Path}.{name}", value);
        }

        return new YamlFields(this, fields);
    }

    /// <summary>Returns the entries of a list.</summary>
    /// <exception cref="InputException">The value is not a list.</exception>
    public IReadOnlyList<YamlPlace> Items() => node is YamlSequenceNode list
        ? [.. list.Select((item, index) => new YamlPlace(File, $"{Path}[{index}]", item))]
        : throw Wrong($"a list is expected, not {Kind}.");

    /// <summary>Returns the value as text; numbers and other scalars are returned as written.</summary>
    /// <exception cref="InputException">The value is a map, a list or empty.</exception>
    public string Text() => IsScalar ? ((YamlScalarNode)node).Value! : throw Wrong($"a text is expected, not {Kind}.");

    /// <summary>Returns a path, relative to <paramref name="folder"/>.</summary>
    /// <exception cref="InputException">The value is no text, or what only a shell expands.</exception>
    public string PathFrom(string folder)
    {
        var text = Text();
        return ShellPath.PartOf(text, folder) is { } part
            ? throw Wrong($"'{part}' in '{text}' is not expanded.", ShellPath.Fix)
            : System.IO.Path.Combine(folder, text);
    }

    /// <summary>Returns a text that must be one of <paramref name="known"/>.</summary>
    /// <exception cref="InputException">The value is none of them; near matches are suggested.</exception>
    public string OneOf(IReadOnlyCollection<string> known) =>
        known.Contains(Text()) ? Text() : throw Wrong($"'{Text()}' is not known.", NearMatches.Suggest(Text(), known));

    /// <summary>Returns an integer within bounds.</summary>
    /// <exception cref="InputException">The value is not an integer, or is out of bounds.</exception>
    public int Integer(int least = int.MinValue, int most = int.MaxValue) =>
        CoreSchema.Integer(Text()) is { } value && value >= least && value <= most
            ? (int)value
            : throw Wrong($"a whole number{Bounds(least, most, int.MinValue, int.MaxValue)} is expected, not '{Text()}'.");

    /// <summary>Returns a number within bounds.</summary>
    /// <exception cref="InputException">The value is not a number, or is out of bounds.</exception>
    public double Number(double least = double.MinValue, double most = double.MaxValue) =>
        CoreSchema.Number(Text()) is { } value && value >= least && value <= most
            ? value
            : throw Wrong($"a number{Bounds(least, most, double.MinValue, double.MaxValue)} is expected, not '{Text()}'.");

    /// <summary>Returns a boolean.</summary>
    /// <exception cref="InputException">The value is not a boolean.</exception>
    public bool Flag() => CoreSchema.Flag(Text()) ?? throw Wrong($"true or false is expected, not '{Text()}'.");

    /// <summary>Creates an error at this location.</summary>
    public InputException Wrong(string problem, string? fix = null) => new(ToString(), problem, fix);

    /// <summary>Returns file and field as used in messages.</summary>
    public override string ToString() => Path.Length == 0 ? File : $"{File}: {Path}";

    private string Kind => node switch
    {
        YamlMappingNode => "a map",
        YamlSequenceNode => "a list",
        _ when IsNull => "nothing",
        _ => "a text",
    };

    private static string Bounds<T>(T least, T most, T lowest, T highest)
        where T : IComparable<T>, IFormattable =>
        (least.CompareTo(lowest) > 0, most.CompareTo(highest) < 0) switch
        {
            (true, true) => string.Create(CultureInfo.InvariantCulture, $" from {least} to {most}"),
            (true, false) => string.Create(CultureInfo.InvariantCulture, $" of at least {least}"),
            (false, true) => string.Create(CultureInfo.InvariantCulture, $" of at most {most}"),
            _ => "",
        };
}
