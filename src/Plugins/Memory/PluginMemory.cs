using System.Text.Json;
using System.Text.Json.Serialization;
using LmmCl.Abstractions;

namespace LmmCl.Plugins.Memory;

/// <summary>
/// What is remembered of plugins: one small JSON file of the user's.
/// A damaged one is as good as none: nothing but the shipped plugins is trusted then.
/// </summary>
internal sealed class PluginMemory(string path)
{
    private const int LockAttempts = 50;

    private static readonly TimeSpan betweenAttempts = TimeSpan.FromMilliseconds(100);

    private static readonly JsonSerializerOptions options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
    };

    /// <summary>Everything that is remembered, by id.</summary>
    public Dictionary<string, RememberedPlugin> Read()
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, RememberedPlugin?>>(File.ReadAllBytes(path), options)?
                .Where(plugin => plugin.Value is not null).ToDictionary(plugin => plugin.Key, plugin => plugin.Value!) ?? [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }

    /// <summary>
    /// Changes what is remembered of one id. A reader sees the old file or the new one, and of two writers at once neither is lost.
    /// </summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public void Change(string id, Func<RememberedPlugin, RememberedPlugin> change)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var alone = Lock();
            var all = Read();
            var before = all.GetValueOrDefault(id) ?? new RememberedPlugin();
            var after = change(before);
            if (after == before)
            {
                return;
            }

            all[id] = after;
            Write(all.Where(plugin => !plugin.Value.IsEmpty).OrderBy(plugin => plugin.Key, StringComparer.Ordinal).ToDictionary());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                path,
                $"it cannot be written ({error.Message}).",
                $"Check the permissions, or name another folder in {UserSettings.Variable}.",
                error);
        }
    }

    private void Write(Dictionary<string, RememberedPlugin> all)
    {
        var partial = path + ".partial";
        using (var file = File.Create(partial))
        {
            JsonSerializer.Serialize(file, all, options);
            file.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
    }

    private FileStream Lock()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < LockAttempts)
            {
                Thread.Sleep(betweenAttempts);
            }
        }
    }
}
