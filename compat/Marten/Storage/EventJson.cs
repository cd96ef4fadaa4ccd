using System.Text.Encodings.Web;
using System.Text.Json;

namespace Marten.Storage;

/// <summary>Events as JSON: names as declared, numbers for enumerations, which are upstream's defaults.</summary>
internal static class EventJson
{
    internal static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
