using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;

namespace LmmCl.Testing.Trials;

/// <summary>A plugin's <c>plugin.json</c>, which the plugin's build also embeds in the assembly.</summary>
internal sealed class EmbeddedManifest(JsonNode json)
{
    public string? Id => json["id"]?.GetValue<string>();

    public string? Version => json["version"]?.GetValue<string>();

    public string? Assembly => json["assembly"]?.GetValue<string>();

    public Version ContractMin => new(json["contract"]!["min"]!.GetValue<string>());

    public Version ContractMax => new(json["contract"]!["max"]!.GetValue<string>());

    public MethodCapabilities Capabilities => json["capabilities"]!.AsArray()
        .Aggregate(MethodCapabilities.None, (all, name) => all | Enum.Parse<MethodCapabilities>(name!.GetValue<string>()));

    /// <summary>The text of the manifest in an assembly; null if there is none.</summary>
    public static string? TextIn(Assembly assembly)
    {
        using var stream = assembly.GetManifestResourceStream("plugin.json");
        return stream is null ? null : new StreamReader(stream).ReadToEnd();
    }

    /// <exception cref="JsonException">The text is not a JSON object.</exception>
    public static EmbeddedManifest Parse(string text) =>
        new(JsonNode.Parse(text) as JsonObject ?? throw new JsonException("plugin.json is not a JSON object."));
}
