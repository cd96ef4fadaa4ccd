using LmmCl.Abstractions;
using LmmCl.Plugins.Manifests;

namespace LmmCl.Plugins;

/// <summary>Where plugins are looked for: beside the host, in the user's folder, and wherever the user says.</summary>
/// <param name="Shipped">Folder of the plugins that came with the host.</param>
/// <param name="Others">Folders of plugin folders, or plugin folders themselves.</param>
public sealed record PluginSearchPath(string Shipped, IReadOnlyList<string> Others)
{
    /// <summary>Names folders, separated as in <c>PATH</c>.</summary>
    public const string Variable = "LMMCL_PLUGINS";

    /// <summary>The user's own plugins: <c>plugins</c> in <see cref="UserSettings.Folder"/>.</summary>
    public static string UsersFolder => Path.Combine(UserSettings.Folder, "plugins");

    /// <summary>All places that were searched, for messages.</summary>
    public string Places => string.Join(", ", Others.Prepend(Shipped));

    /// <summary>The shipped plugins, the user's, and those of the named folders.</summary>
    /// <param name="named">
    /// What the command line says, each perhaps several folders; where it says nothing, <see cref="Variable"/> does.
    /// </param>
    /// <exception cref="InputException">A named folder does not exist.</exception>
    public static PluginSearchPath Of(IReadOnlyList<string>? named)
    {
        var paths = named is { Count: > 0 } ? named.SelectMany(Split).ToList() : FromEnvironment();
        return paths.Find(path => !Directory.Exists(path)) is { } missing
            ? throw new InputException($"plugins '{missing}'", "the folder does not exist.", $"Check --plugins and {Variable}.")
            : new PluginSearchPath(PluginCatalogue.DefaultFolder, [UsersFolder, .. paths]);
    }

    /// <summary>Every plugin folder once, shipped ones first, in the order of their names.</summary>
    internal IEnumerable<string> Folders() => Others.Prepend(Shipped).SelectMany(Within).DistinctBy(Path.TrimEndingDirectorySeparator);

    internal bool IsBesideHost(string folder) =>
        Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder)) == Path.TrimEndingDirectorySeparator(Shipped);

    /// <summary>What a command about the plugin of a folder needs beside its id to find it: nothing where it is found anyway.</summary>
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
