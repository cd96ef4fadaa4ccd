using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmmCl.Host.Api.Queueing;

/// <summary>The JSON form of the documents of the queue.</summary>
internal static class QueueJson
{
    /// <summary>Names in camel case, statuses as words; unknown fields of a body are refused.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };
}
