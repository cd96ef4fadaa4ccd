using System.Text.Json;
using System.Text.Json.Serialization;
using LmmCl.Abstractions;
using LmmCl.Modeling.Files;
using LmmCl.Plugins.Manifests;

namespace LmmCl.Plugins.Memory;

/// <summary>
/// Persistent facts about plugins: one small JSON file of the user's. A damaged file is refused: if it were read as empty, disabled plugins
/// would be enabled, and the next change would delete the rest of it.
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
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    /// <summary>All facts, by plugin id; empty if the file does not exist.</summary>
    /// <exception cref="InputException">The file cannot be read, or it is damaged.</exception>
    public Dictionary<string, RememberedPlugin> Read()
    {
        try
        {
            var plugins = JsonSerializer.Deserialize<Dictionary<string, RememberedPlugin?>>(File.ReadAllBytes(path), options)
                ?? throw new JsonException("It is null.");
            return plugins.ToDictionary(plugin => plugin.Key, plugin => Remembered(plugin.Key, plugin.Value));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (JsonException error)
        {
            throw new InputException(
                path,
                $"it is damaged ({Printable.Text(error.Message)}), so no plugin is used.",
                "Restore it, or delete it and repeat your decisions: 'lmmcl plugins disable ID', 'lmmcl plugins trust ID'.",
                error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable("read, so no plugin is used", error);
        }
    }

    private static RememberedPlugin Remembered(string id, RememberedPlugin? plugin) =>
        plugin is not null && PluginPaths.IsName(id) && plugin.Facts.All(fact => fact is { Reason: not null, Time.Ticks: > 0 })
            ? plugin
            : throw new JsonException($"its entry for '{id}' is incomplete.");

    /// <summary>
    /// Changes the facts about one plugin. The file is replaced atomically, and of two concurrent changes neither is lost.
    /// </summary>
    /// <exception cref="InputException">The file cannot be written, or it is damaged and left unchanged.</exception>
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
            throw Unusable("written", error);
        }
    }

    private void Write(Dictionary<string, RememberedPlugin> all)
    {
        try
        {
            DurableFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(all, options));
        }
        catch (InputException error) when (error.InnerException is { } reason)
        {
            throw Unusable("written", reason);
        }
    }

    private InputException Unusable(string use, Exception reason) => new(
        path,
        $"it cannot be {use} ({reason.Message}).",
        $"Check the permissions, or name another folder in {UserSettings.Variable}.",
        reason);

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
