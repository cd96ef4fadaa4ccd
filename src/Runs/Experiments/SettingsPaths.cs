using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Data.Yaml;

namespace LmmCl.Runs.Experiments;

/// <summary>
/// Settings of a method that name files or folders (<see cref="FilePathAttribute"/>); they are relative to the experiment's file.
/// </summary>
internal static class SettingsPaths
{
    /// <summary>Returns the settings with full paths; the same object if nothing changes.</summary>
    /// <param name="type">Type of the method's settings.</param>
    /// <param name="settings">As the user wrote them.</param>
    /// <param name="folder">Folder of the experiment's file; null for the current folder.</param>
    /// <param name="place">File and field of the settings, for messages.</param>
    /// <exception cref="InputException">A path has what only a shell expands.</exception>
    public static JsonObject Resolve(Type type, JsonObject settings, string? folder, string place)
    {
        if (folder is null)
        {
            return settings;
        }

        var named = Marked(type)
            .Select(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name))
            .Where(key => settings[key] is JsonValue value && value.TryGetValue<string>(out _))
            .ToList();
        if (named.Count == 0)
        {
            return settings;
        }

        var resolved = settings.DeepClone().AsObject();
        foreach (var key in named)
        {
            var path = settings[key]!.GetValue<string>();
            if (ShellPath.PartOf(path, folder) is { } part)
            {
                throw new InputException($"{place}.{key}", $"'{part}' in '{path}' is not expanded.", ShellPath.Fix);
            }

            resolved[key] = Path.GetFullPath(path, folder);
        }

        return resolved;
    }

    /// <summary>Returns the files and folders that bound settings name.</summary>
    public static IReadOnlyList<string> Of(object settings) =>
    [
        .. Marked(settings.GetType()).Select(property => property.GetValue(settings) as string).OfType<string>(),
    ];

    private static IEnumerable<PropertyInfo> Marked(Type type) =>
        type.GetProperties().Where(property => property.GetCustomAttribute<FilePathAttribute>() is not null);
}
