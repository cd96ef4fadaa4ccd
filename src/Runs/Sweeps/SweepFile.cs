using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Data.Yaml;
using LmmCl.Events;
using LmmCl.Runs.Experiments;
using LmmCl.Training.Optimisation;

namespace LmmCl.Runs.Sweeps;

/// <summary>Reads a sweep's YAML. Paths in it are relative to the file.</summary>
public static class SweepFile
{
    /// <summary>Used in place of a world's file: TinyWorld, generated into the runs folder with each experiment's seed.</summary>
    public const string TinyWorld = "tinyworld";

    private const string Rate = "learning_rate";

    private static readonly string[] keys =
    [
        "sweep", "model", "world", "seed", "seeds", "orders", "learning_rates", "methods", "training", "evaluation", "as_published",
        "device", "dtype",
    ];

    /// <summary>True for a path that names a YAML file rather than an experiment.</summary>
    public static bool IsFileName(string argument) => Path.GetExtension(argument) is ".yaml" or ".yml";

    /// <summary>Reads the file and checks everything that needs no model, data or plugin.</summary>
    /// <exception cref="InputException">
    /// A key is unknown or missing, or a value is out of range; the message names file and field.
    /// </exception>
    public static SweepSpec Read(string path) =>
        Read(StrictYaml.Load(path), path, Path.GetDirectoryName(Path.GetFullPath(path))!, ContentHash.OfFile(path));

    /// <summary>The same for a document that is loaded already.</summary>
    /// <param name="root">The document.</param>
    /// <param name="source">Name of the document in messages.</param>
    /// <param name="folder">Folder that its paths are relative to.</param>
    /// <param name="hash">Hash of its text.</param>
    /// <exception cref="InputException">As for <see cref="Read(string)"/>.</exception>
    internal static SweepSpec Read(YamlPlace root, string source, string folder, ContentHash hash)
    {
        if (root.AnyFields().Optional("experiment") is not null)
        {
            throw root.Wrong("this is an experiment, not a sweep.", $"Run it with: lmmcl run {source}");
        }

        var fields = root.Fields(keys);
        var world = fields.Required("world");
        return new SweepSpec
        {
            Sweep = ExperimentFile.Name(fields.Required("sweep")),
            File = hash,
            Folder = folder,
            Model = Path.GetFullPath(fields.Required("model").PathFrom(folder)),
            World = world.Text() == TinyWorld ? null : Path.GetFullPath(world.PathFrom(folder)),
            Seeds = Seeds(fields),
            Orders = SweepOrders.Read(fields.Optional("orders")),
            Methods = Methods(fields),
            Evaluation = YamlSettings.Evaluation(fields, folder),
            AsPublished = fields.Optional("as_published")?.Flag() ?? false,
            Device = YamlSettings.Device(fields),
            Dtype = YamlSettings.Dtype(fields),
        };
    }

    private static IReadOnlyList<int> Seeds(YamlFields fields)
    {
        if (fields.Optional("seeds") is not { } seeds)
        {
            return [fields.Optional("seed")?.Integer(least: 0) ?? 42];
        }

        return fields.Optional("seed") is { } seed
            ? throw seed.Wrong("'seeds' is there too.", "Keep one of the two.")
            : Different(seeds, [.. Filled(seeds).Select(item => item.Integer(least: 0))]);
    }

    private static List<SweepMethod> Methods(YamlFields fields)
    {
        var training = fields.Optional("training") is { } place ? YamlSettings.Object(place) : [];
        YamlSettings.Training(fields);
        var rates = fields.Optional("learning_rates") is { } list ? Rates(list) : null;
        RefuseTwoRates(fields.Place, rates, training);
        var methods = Filled(fields.Required("methods")).Select(item => Method(item, training, rates)).ToList();
        foreach (var (method, index) in methods.Select((method, index) => (method, index)))
        {
            if (methods.FindIndex(other => other.Label == method.Label) < index)
            {
                throw fields.Required("methods").Items()[index].Wrong(
                    $"the label '{method.Label}' is there twice.", "Give one of the two another 'label'.");
            }
        }

        return methods;
    }

    private static SweepMethod Method(YamlPlace item, JsonObject training, IReadOnlyList<double>? rates)
    {
        var fields = item.Fields("label", "method", "settings", "learning_rates", "training");
        var method = fields.Optional("method")?.Text() ?? "SelectiveTuning";
        var settings = fields.Optional("settings") is { } given ? YamlSettings.Object(given) : [];
        var own = fields.Optional("training") is { } place ? YamlSettings.Object(place) : [];
        var ownRates = fields.Optional("learning_rates") is { } list ? Rates(list) : null;
        RefuseTwoRates(item, ownRates, own);
        var merged = Merged(training, own);
        var options = TrainingSettings.Bind(merged, $"{item}.training");
        return new SweepMethod(
            fields.Optional("label") is { } label ? ExperimentFile.Name(label) : ExperimentSpec.LabelOf(method, settings),
            method,
            settings,
            $"{item}.settings",
            ownRates ?? (merged.ContainsKey(Rate) || rates is null ? [options.LearningRate] : rates),
            options);
    }

    private static void RefuseTwoRates(YamlPlace place, IReadOnlyList<double>? rates, JsonObject training)
    {
        if (rates is not null && training.ContainsKey(Rate))
        {
            throw place.Wrong($"'training.{Rate}' is there beside 'learning_rates'.", "Keep one of the two.");
        }
    }

    private static JsonObject Merged(JsonObject common, JsonObject own)
    {
        var merged = common.DeepClone().AsObject();
        foreach (var (key, value) in own)
        {
            merged[key] = value?.DeepClone();
        }

        return merged;
    }

    private static IReadOnlyList<double> Rates(YamlPlace list) => Different(list, [.. Filled(list).Select(item =>
        item.Number() is > 0 and <= 10 and var rate ? rate : throw item.Wrong("a learning rate must be above 0 and at most 10."))]);

    private static IReadOnlyList<YamlPlace> Filled(YamlPlace list) =>
        list.Items() is { Count: > 0 } items ? items : throw list.Wrong("the list is empty.");

    private static IReadOnlyList<T> Different<T>(YamlPlace list, IReadOnlyList<T> values) =>
        values.Distinct().Count() == values.Count ? values : throw list.Wrong("a value is there twice.");
}
