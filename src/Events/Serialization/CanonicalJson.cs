using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace LmmCl.Events.Serialization;

/// <summary>
/// Canonical JSON encoding of events: UTF-8 without white space, keys in ordinal order, absent values as null, numbers in their shortest
/// invariant form, integral ones without exponent, and non-finite numbers as strings. A store that keeps JSON in its own form (PostgreSQL's
/// jsonb reorders keys and rewrites numbers) can restore the same bytes.
/// </summary>
internal static class CanonicalJson
{
    internal static JsonWriterOptions WriterOptions { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    internal static JsonSerializerOptions Options { get; } = CreateOptions();

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions
        {
            Encoder = WriterOptions.Encoder,
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { SortProperties } },
            Converters =
            {
                new CanonicalDoubleConverter(),
                new StageIdConverter(),
                new ContentHashConverter(),
                new ListConverter(),
                new SortedMapConverter<string>(),
                new SortedMapConverter<double>(),
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            },
        };
        options.MakeReadOnly();
        return options;
    }

    private static void SortProperties(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        var sorted = type.Properties.OrderBy(property => property.Name, StringComparer.Ordinal).ToList();
        type.Properties.Clear();
        foreach (var property in sorted)
            type.Properties.Add(property);
    }
}
