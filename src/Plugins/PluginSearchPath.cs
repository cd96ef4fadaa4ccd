using LmmCl.Abstractions;
using LmmCl.Plugins.Manifests;

namespace LmmCl.Plugins;

/// <summary>The folders searched for plugins: beside the host, in the user's folder, and any that the user names.</summary>
/// <param name="Shipped">Folder of the plugins that came with the host.</param>
/// <param name="Others">Folders of plugin folders, or plugin folders themselves.</param>
public sealed record PluginSearchPath(string Shipped, IReadOnlyList<string> Others)
{
    /// <summary>Environment variable with more folders, separated as in <c>PATH</c>.</summary>
    public const string Variable = "LMMCL_PLUGINS";

    /// <summary>The user's own plugins: <c>plugins</c> in <see cref="UserSettings.Folder"/>.</summary>
    public static string UsersFolder => Path.Combine(UserSettings.Folder, "plugins");

    /// <summary>All folders searched, for messages.</summary>
    public string Places => string.Join(", ", Others.Prepend(Shipped));

    /// <summary>The shipped plugins, the user's, and those of the named folders.</summary>
    /// <param name="named">
    /// Folders from the command line, each possibly several; if there are none, those in <see cref="Variable"/>.
    /// </param>
    /// <exception cref="InputException">A named folder does not exist.</exception>
    public static PluginSearchPath Of(IReadOnlyList<string>? named)
    {
        var paths = named is { Count: > 0 } ? named.SelectMany(Split).ToList() : FromEnvironment();
        return paths.Find(path => !Directory.Exists(path)) is { } missing
            ? throw new InputException($"plugins '{missing}'", "the folder does not exist.", $"Check --plugins and {Variable}.")
            : new PluginSearchPath(PluginCatalogue.DefaultFolder, [UsersFolder, .. paths]);
    }

    /// <summary>Every plugin folder once, shipped plugins first, sorted by name.</summary>
    internal IEnumerable<string> Folders() => Others.Prepend(Shipped).SelectMany(Within).DistinctBy(Path.TrimEndingDirectorySeparator);

    internal bool IsBesideHost(string folder) =>
        Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder)) == Path.TrimEndingDirectorySeparator(Shipped);

    /// <summary>The option that a command needs, beside the id, to find the plugin in a folder; empty if it is found without one.</summary>
    internal string OptionFor(string folder)
    {
        var root = Others.FirstOrDefault(other => other == folder || other == Path.GetDirectoryName(folder));
        return root is null || root == UsersFolder || FromEnvironment().Contains(root) ? "" : $" --plugins {root}";
    }

    private static List<string> FromEnvironment() => [.. Split(Environment.GetEnvironmentVariable(Variable) ?? "")];

    private static IEnumerable<string> Split(string folders) =>
        folders.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    private static IEnumerable<string> Within(string root)
    {
        if (File.Exists(Path.Combine(root, PluginManifest.FileName)))
        {
            return [root];
        }

        return Directory.Exists(root) ? Directory.GetDirectories(root).Order(StringComparer.Ordinal) : [];
    }
}
