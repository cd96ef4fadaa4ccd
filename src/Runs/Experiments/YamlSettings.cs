using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Data.Yaml;
using LmmCl.Modeling.Hardware;
using LmmCl.Training.Optimisation;

namespace LmmCl.Runs.Experiments;

/// <summary>Binds parts of a YAML file to settings records, by the same rules for all settings.</summary>
internal static class YamlSettings
{
    /// <summary>Binds the value of <paramref name="key"/>; defaults if it is absent.</summary>
    /// <exception cref="InputException">A key is unknown, or a value has the wrong type or is out of range.</exception>
    public static T Bind<T>(YamlFields fields, string key)
        where T : class =>
        (T)MethodSettings.Bind(typeof(T), fields.Optional(key) is { } place ? Object(place) : null, $"{fields.Place.File}: {key}");

    /// <summary>Binds the training options.</summary>
    /// <exception cref="InputException">A key is unknown, or a value has the wrong type or is out of range.</exception>
    public static TrainingOptions Training(YamlFields fields) => TrainingSettings.Bind(
        fields.Optional("training") is { } place ? Object(place) : null, $"{fields.Place.File}: training");

    /// <summary>Binds the evaluation options, with paths relative to <paramref name="folder"/>.</summary>
    /// <exception cref="InputException">A key is unknown, or a value has the wrong type or is out of range.</exception>
    public static EvaluationOptions Evaluation(YamlFields fields, string folder)
    {
        var options = Bind<EvaluationOptions>(fields, "evaluation");
        var captions = fields.Optional("evaluation")?.AnyFields().Optional("probe_captions")?.PathFrom(folder);
        return options with { ProbeCaptions = captions is null ? null : Path.GetFullPath(captions) };
    }

    /// <summary>The device that the file names; any device if it names none.</summary>
    /// <exception cref="InputException">The text is not a device name.</exception>
    public static string Device(YamlFields fields) =>
        fields.Optional("device") is { } place ? Devices.Check(place.Text(), place.ToString()) : Devices.Auto;

    /// <summary>The data type that models compute in.</summary>
    /// <exception cref="InputException">There is no such type.</exception>
    public static Precision Dtype(YamlFields fields) =>
        fields.Optional("dtype") is { } place ? Precisions.Parse(place.Text(), place.ToString()) : Precision.Float32;

    /// <summary>Converts a part that must be a mapping to JSON.</summary>
    /// <exception cref="InputException">The part is a list or a scalar.</exception>
    public static JsonObject Object(YamlPlace place) =>
        Json(place) as JsonObject ?? throw place.Wrong("keys with values are expected here.", "Write 'key: value' lines below it.");

    /// <summary>
    /// Converts YAML to JSON: quoted scalars are strings, plain ones follow the core schema. A plain scalar with the same spelling in JSON
    /// keeps its text, so that a string setting can accept it.
    /// </summary>
    public static JsonNode Json(YamlPlace place)
    {
        if (place.IsList)
        {
            return new JsonArray([.. place.Items().Select(Json)]);
        }

        if (!place.IsScalar)
        {
            var fields = place.AnyFields().All.Where(field => !field.Value.IsNull);
            return new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)Json(field.Value))));
        }

        var text = place.Text();
        return (place.IsPlain ? Typed(text) : null) ?? JsonValue.Create(text);
    }

    private static JsonNode? Typed(string text)
    {
        JsonNode? value = CoreSchema.Integer(text) is { } whole ? JsonValue.Create(whole)
            : CoreSchema.Number(text) is { } number ? JsonValue.Create(number)
            : CoreSchema.Flag(text) is { } flag ? JsonValue.Create(flag)
            : null;
        return value is not null && IsJson(text) ? JsonNode.Parse(text) : value;
    }

    private static bool IsJson(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        try
        {
            return reader.Read() && reader.BytesConsumed == text.Length && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
