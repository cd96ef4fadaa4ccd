using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace LmmCl.Abstractions;

/// <summary>
/// Binds what a spec says to a method's settings record. Keys are the properties' names in snake_case, values of enumerations in
/// kebab-case. Unknown keys are answered with near matches; ranges are attributes of <see cref="System.ComponentModel.DataAnnotations"/>
/// on the properties, and what no attribute can say is <see cref="IValidatableObject"/>'s.
/// </summary>
public static class MethodSettings
{
    /// <summary>How a settings record names itself in an error that it throws.</summary>
    private const string Own = "settings";

    private static readonly JsonSerializerOptions options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        RespectNullableAnnotations = true,
    };

    /// <summary>Reads and validates.</summary>
    /// <param name="type">The method's <see cref="MethodDescriptor.SettingsType"/>.</param>
    /// <param name="values">What the spec says; null for nothing, which leaves every default.</param>
    /// <param name="place">File and field, for errors: <c>experiment.yaml: method.settings</c>.</param>
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
                throw new InputException($"{place}.{key}", "there is no such setting.", NearMatches.Suggest(key, keys.Keys));
            }

            CheckChoice(property.PropertyType, value, $"{place}.{key}");
            values[key] = SettingText.Of(property.PropertyType, value, $"{place}.{key}");
        }

        var settings = Read(type, values, place);
        Validate(settings, place);
        return settings;
    }

    /// <summary>The settings as a spec would say them, every default included: what an experiment records.</summary>
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
            // Settings do not know in which file they stand; what they call settings.recipe is this file's.
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
                place + path, "the value is of the wrong kind, or a required setting is missing.", error.Message.Split(" Path:")[0], error);
        }
    }

    /// <summary>An enumeration's unknown value is answered with the known ones.</summary>
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
