using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmmCl.Host.Plugins;

/// <summary>What is remembered of a plugin between runs.</summary>
/// <param name="Status">Disabled by the user, or malfunctioned when it was used.</param>
/// <param name="Reason">Why.</param>
/// <param name="Files">Hash over its files at that time: a changed plugin gets a new chance, a disabled one stays disabled.</param>
internal sealed record RememberedStatus(PluginStatus Status, string Reason, string? Files);

/// <summary>A small JSON file beside the host's other settings. Losing it loses nothing but the memory; it never stops the host.</summary>
internal sealed class PluginStatusFile(string path)
{
    private static readonly JsonSerializerOptions options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter() },
    };

    public Dictionary<string, RememberedStatus> Read()
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, RememberedStatus>>(File.ReadAllBytes(path), options) ?? [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }

    /// <summary>Remembers, or forgets with null. A reader sees the old file or the new one, never a part.</summary>
    public void Set(string id, RememberedStatus? status)
    {
        var all = Read();
        if (status is null ? !all.Remove(id) : all.GetValueOrDefault(id) == status)
        {
            return;
        }

        if (status is not null)
        {
            all[id] = status;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var partial = path + ".partial";
        File.WriteAllBytes(partial, JsonSerializer.SerializeToUtf8Bytes(all, options));
        File.Move(partial, path, overwrite: true);
    }
}
