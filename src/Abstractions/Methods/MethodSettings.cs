using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace LmmCl.Abstractions;

/// <summary>
/// Binds the settings in a spec to a method's settings record. Keys are property names in snake_case, enumeration values are in kebab-case.
/// Unknown keys are reported with near matches. Ranges are declared by attributes of <see cref="System.ComponentModel.DataAnnotations"/> on
/// the properties; other constraints are checked through <see cref="IValidatableObject"/>.
/// </summary>
public static class MethodSettings
{
    /// <summary>Placeholder by which a settings record refers to itself in the errors it throws.</summary>
    private const string Own = "settings";

    private static readonly JsonSerializerOptions options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        RespectNullableAnnotations = true,
    };

    /// <summary>Binds and validates settings.</summary>
    /// <param name="type">The method's <see cref="MethodDescriptor.SettingsType"/>.</param>
    /// <param name="values">Settings from the spec; null to keep every default.</param>
    /// <param name="place">File and field for error messages: <c>experiment.yaml: method.settings</c>.</param>
    /// <exception cref="InputException">An unknown key, a value of the wrong kind, or one out of its range.</exception>
    public static object Bind(Type type, JsonObject? values, string place)
    {
        values = values?.DeepClone().AsObject() ?? [];
        var keys = type.GetProperties()
            .Where(property => property.CanWrite)
            .ToDictionary(property => Key(property.Name), StringComparer.Ordinal);
        foreach (var (key, value) in values.ToList())
        {
            if (!keys.TryGetValue(key, out var property))
            {
                throw new InputException($"{place}.{key}", "there is no such setting.", OtherNames.Suggest(key, keys.Keys));
            }

            CheckChoice(property.PropertyType, value, $"{place}.{key}");
            values[key] = SettingText.Of(property.PropertyType, value, $"{place}.{key}");
        }

        var settings = Read(type, values, place);
        Validate(settings, place);
        return settings;
    }

    /// <summary>Serializes the settings as they would appear in a spec, including every default, for the experiment record.</summary>
    public static JsonObject ToJson(object settings) => JsonSerializer.SerializeToNode(settings, settings.GetType(), options)!.AsObject();

    internal static T As<T>(object bound)
        where T : class =>
        bound as T ?? throw new InvalidOperationException($"Settings are {bound.GetType().Name}, asked for as {typeof(T).Name}.");

    private static void Validate(object settings, string place)
    {
        var findings = new List<ValidationResult>();
        try
        {
            if (Validator.TryValidateObject(settings, new ValidationContext(settings), findings, validateAllProperties: true))
            {
                return;
            }
        }
        catch (InputException error) when (error.Place == Own || error.Place.StartsWith(Own + ".", StringComparison.Ordinal))
        {
            // A settings record does not know its file, so its settings.recipe is mapped to the file's own path.
            throw new InputException(place + error.Place[Own.Length..], error.Problem, error.Fix, error);
        }

        var member = findings[0].MemberNames.FirstOrDefault();
        throw new InputException(member is null ? place : $"{place}.{Key(member)}", findings[0].ErrorMessage ?? "is not valid.");
    }

    private static object Read(Type type, JsonObject values, string place)
    {
        try
        {
            return values.Deserialize(type, options)!;
        }
        catch (JsonException error)
        {
            var path = error.Path is { Length: > 2 } found ? found[1..] : "";
            throw new InputException(
                place + path, "the value is of the wrong kind, or a required setting is missing.", Expected(error), error);
        }
    }

    /// <summary>
    /// Returns the expected kind of value: in plain words if the parser names a .NET type, otherwise the parser's message.
    /// </summary>
    private static string Expected(JsonException error)
    {
        var message = error.Message.Split(" Path:")[0];
        return message.Contains("System.Int", StringComparison.Ordinal) ? "Write a whole number."
            : message.Contains("System.Double", StringComparison.Ordinal) ? "Write a number."
            : message.Contains("System.Boolean", StringComparison.Ordinal) ? "Write true or false."
            : message.Contains("System.String", StringComparison.Ordinal) ? "Write a text."
            : message;
    }

    /// <summary>Reports an unknown enumeration value together with the known ones.</summary>
    private static void CheckChoice(Type type, JsonNode? value, string place)
    {
        var choice = Nullable.GetUnderlyingType(type) ?? type;
        if (!choice.IsEnum || value is null)
        {
            return;
        }

        var known = Enum.GetNames(choice).Select(JsonNamingPolicy.KebabCaseLower.ConvertName).ToList();
        var given = Convert.ToString(
            value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString(), CultureInfo.InvariantCulture)!;
        if (!known.Contains(given))
        {
            throw new InputException(place, $"'{given}' is not a choice.", NearMatches.Suggest(given, known));
        }
    }

    private static string Key(string property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property);
}
