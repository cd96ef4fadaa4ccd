using LmmCl.Abstractions;
using LmmCl.Data.Yaml;

namespace LmmCl.Runs.Experiments;

/// <summary>Reads an experiment's YAML. Paths in it are relative to the file.</summary>
public static class ExperimentFile
{
    private static readonly string[] keys =
    [
        "experiment", "label", "model", "world", "skills", "method", "settings", "training", "evaluation", "seed", "as_published",
        "device", "dtype",
    ];

    /// <summary>Reads the file and checks everything that needs no model, data or plugin.</summary>
    /// <exception cref="InputException">
    /// A key is unknown or missing, or a value is out of range; the message names file and field.
    /// </exception>
    public static ExperimentSpec Read(string path) =>
        Read(StrictYaml.Load(path), path, Path.GetDirectoryName(Path.GetFullPath(path))!);

    /// <summary>The same for a document that is loaded already.</summary>
    /// <param name="root">The document.</param>
    /// <param name="source">Name of the document in messages.</param>
    /// <param name="folder">Folder that its paths are relative to.</param>
    /// <exception cref="InputException">As for <see cref="Read(string)"/>.</exception>
    internal static ExperimentSpec Read(YamlPlace root, string source, string folder)
    {
        var fields = root.Fields(keys);
        var seed = fields.Optional("seed")?.Integer(least: 0) ?? 42;
        var method = fields.Optional("method")?.Text() ?? "SelectiveTuning";
        var settings = fields.Optional("settings") is { } place ? YamlSettings.Object(place) : [];
        return new ExperimentSpec
        {
            Experiment = Name(fields.Required("experiment")),
            Label = fields.Optional("label")?.Text() ?? ExperimentSpec.LabelOf(method, settings),
            Model = Path.GetFullPath(fields.Required("model").PathFrom(folder)),
            World = Path.GetFullPath(fields.Required("world").PathFrom(folder)),
            Skills = fields.Optional("skills")?.Items().Select(item => item.Text()).ToList(),
            Method = method,
            Settings = settings,
            SettingsPlace = $"{source}: settings",
            SettingsFolder = folder,
            Rules = ExperimentRules.Current,
            Seed = seed,
            Training = YamlSettings.Training(fields) with { Seed = seed },
            Evaluation = YamlSettings.Evaluation(fields, folder),
            AsPublished = fields.Optional("as_published")?.Flag() ?? false,
            Device = YamlSettings.Device(fields),
            Dtype = YamlSettings.Dtype(fields),
        };
    }

    /// <summary>Reads a text that is valid as the name of an experiment, and so of files and folders.</summary>
    /// <exception cref="InputException">The text is not a valid name.</exception>
    internal static string Name(YamlPlace place) => Name(place.Text(), place);

    /// <inheritdoc cref="Name(YamlPlace)"/>
    internal static string Name(string name, YamlPlace place) =>
        name.Length is > 0 and <= 100 && name.All(IsOfNames) && name[0] is not ('.' or '-')
            ? name
            : throw place.Wrong(
                $"'{name}' cannot name an experiment.", "Use letters, digits, '-', '_', '.', '+' (it also names a folder).");

    private static bool IsOfNames(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '+';
}
