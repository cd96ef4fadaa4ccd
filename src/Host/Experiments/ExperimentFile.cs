using LmmCl.Abstractions;
using LmmCl.Data.Yaml;
using LmmCl.Training;

namespace LmmCl.Host.Experiments;

/// <summary>Reads an experiment's YAML. Paths in it are relative to the file.</summary>
public static class ExperimentFile
{
    private static readonly string[] keys =
        ["experiment", "model", "world", "skills", "method", "settings", "training", "evaluation", "seed", "as_published"];

    /// <summary>Reads and checks everything that can be checked without model, data or plugin.</summary>
    /// <exception cref="InputException">An unknown key, a missing one, or a value out of range; the message names file and field.</exception>
    public static ExperimentSpec Read(string path)
    {
        var fields = StrictYaml.Load(path).Fields(keys);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var seed = fields.Optional("seed")?.Integer(least: 0) ?? 42;
        var evaluation = YamlSettings.Bind<EvaluationOptions>(fields, "evaluation");
        var asPublished = fields.Optional("as_published")?.OneOf(["true", "false"]) == "true";
        return new ExperimentSpec
        {
            Experiment = Name(fields.Required("experiment")),
            Model = Path.GetFullPath(fields.Required("model").Text(), folder),
            World = Path.GetFullPath(fields.Required("world").Text(), folder),
            Skills = fields.Optional("skills")?.Items().Select(item => item.Text()).ToList(),
            Method = fields.Optional("method")?.Text() ?? "SelectiveTuning",
            Settings = fields.Optional("settings") is { } settings ? YamlSettings.Object(settings) : [],
            Seed = seed,
            Training = YamlSettings.Bind<TrainingOptions>(fields, "training") with { Seed = seed },
            Evaluation = evaluation with { ProbeCaptions = evaluation.ProbeCaptions is { } captions ? Path.GetFullPath(captions, folder) : null },
            AsPublished = asPublished,
        };
    }

    private static string Name(YamlPlace place)
    {
        var name = place.Text();
        return name.Length is > 0 and <= 100 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '+') && name[0] is not ('.' or '-')
            ? name
            : throw place.Wrong($"'{name}' cannot name an experiment.", "Use letters, digits, '-', '_', '.', '+' (it also names a folder).");
    }
}
