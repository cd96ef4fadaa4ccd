using System.Globalization;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Data.Yaml;
using LmmCl.Modeling.Hardware;

namespace LmmCl.Runs.Experiments;

/// <summary>Binds a part of a YAML file to a settings record, with the same rules for everyone's settings.</summary>
internal static class YamlSettings
{
    /// <summary>The record that <paramref name="key"/> describes; all defaults where it is absent.</summary>
    /// <exception cref="InputException">A key is unknown, or a value is of the wrong kind or out of range.</exception>
    public static T Bind<T>(YamlFields fields, string key)
        where T : class =>
        (T)MethodSettings.Bind(typeof(T), fields.Optional(key) is { } place ? Object(place) : null, $"{fields.Place.File}: {key}");

    /// <summary>The options of evaluation, their paths relative to <paramref name="folder"/>.</summary>
    /// <exception cref="InputException">A key is unknown, or a value is of the wrong kind or out of range.</exception>
    public static EvaluationOptions Evaluation(YamlFields fields, string folder)
    {
        var options = Bind<EvaluationOptions>(fields, "evaluation");
        return options with { ProbeCaptions = options.ProbeCaptions is { } captions ? Path.GetFullPath(captions, folder) : null };
    }

    /// <summary>The device that the file names; any where it names none.</summary>
    /// <exception cref="InputException">It can be the name of none.</exception>
    public static string Device(YamlFields fields) =>
        fields.Optional("device") is { } place ? Devices.Check(place.Text(), place.ToString()) : Devices.Auto;

    /// <summary>The type that models compute in.</summary>
    /// <exception cref="InputException">There is no such type.</exception>
    public static Precision Dtype(YamlFields fields) =>
        fields.Optional("dtype") is { } place ? Precisions.Parse(place.Text(), place.ToString()) : Precision.Float32;

    /// <summary>A part that must be keys with values, as JSON.</summary>
    /// <exception cref="InputException">It is a list or a single value.</exception>
    public static JsonObject Object(YamlPlace place) =>
        Json(place) as JsonObject ?? throw place.Wrong("keys with values are expected here.", "Write 'key: value' lines below it.");

    /// <summary>YAML as JSON: what looks like a number, or is true or false, is one.</summary>
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
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return JsonValue.Create(whole);
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            return JsonValue.Create(number);
        }

        return text is "true" or "false" ? JsonValue.Create(text == "true") : JsonValue.Create(text);
    }
}
