using System.Text.Json;

namespace LmmCl.Plugins.Checks;

/// <summary>The list that the build writes beside the host's own plugins: the seal of each manifest as shipped.</summary>
internal static class ShippedPlugins
{
    public const string FileName = "shipped.json";

    /// <summary>Seals by id. If the file is missing or damaged, no plugin counts as shipped.</summary>
    public static IReadOnlyDictionary<string, string> Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(Path.Combine(folder, FileName)))?
                .ToDictionary(plugin => plugin.Key, plugin => plugin.Value?.ToLowerInvariant() ?? "") ?? [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return new Dictionary<string, string>();
        }
    }
}
