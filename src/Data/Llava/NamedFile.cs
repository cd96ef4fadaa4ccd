using LmmCl.Abstractions;
using LmmCl.Data.Llava;
using LmmCl.Data.Yaml;
using LmmCl.Modeling.Files;

namespace LmmCl.Data.Llava;

/// <summary>Resolves a file or folder named in a YAML, relative to a folder.</summary>
public static class NamedFile
{
    private const int MostNamesCompared = 5_000;
    private const int DeepestSearch = 3;

    /// <summary>
    /// Returns the path of the file that <paramref name="place"/> names. The brace form <c>prefix{a,b}.json</c> denotes several.
    /// </summary>
    /// <exception cref="InputException">The file does not exist; similar names are suggested.</exception>
    public static string Resolve(YamlPlace place, string folder)
    {
        var path = place.PathFrom(folder);
        foreach (var file in LlavaFile.Expand(path).Where(file => !LinkedFile.Exists(file)))
        {
            var shown = Path.GetRelativePath(folder.Length == 0 ? "." : folder, file);
            if (Directory.Exists(file))
            {
                throw place.Wrong($"'{shown}' is a folder, where a file is expected.", "Name the file in it.");
            }

            if (LinkedFile.TargetOf(file) is { } target)
            {
                throw place.Wrong($"'{shown}' is a link to '{target}', which does not exist.", "Mend or replace the link.");
            }

            if (shown.Contains("://", StringComparison.Ordinal) || place.Text().Contains("://", StringComparison.Ordinal))
            {
                throw place.Wrong($"'{place.Text()}' is an address, where a path is expected.", "Download it, and name the file.");
            }

            throw place.Wrong($"file '{shown}' does not exist (looked in {Shown(folder)}).", Similar(folder, shown));
        }

        return path;
    }

    /// <summary>Returns the path of the folder that <paramref name="place"/> names.</summary>
    /// <exception cref="InputException">The folder does not exist; similar names are suggested.</exception>
    public static string ResolveFolder(YamlPlace place, string folder)
    {
        // Paths below '.' would have two forms, with and without it.
        var path = place.Text() is "." or "./" ? folder : place.PathFrom(folder);
        return Directory.Exists(path.Length == 0 ? "." : path)
            ? path
            : throw place.Wrong(
                $"folder '{place.Text()}' does not exist (looked in {Shown(folder)}).",
                Suggestion(place.Text(), Below(folder, Directory.EnumerateDirectories)));
    }

    private static string Shown(string folder) => folder.Length == 0 ? "./" : folder.TrimEnd('/') + "/";

    private static string? Similar(string folder, string name) => Suggestion(name, Below(folder, Directory.EnumerateFiles));

    private static string? Suggestion(string name, IEnumerable<string> known) =>
        NearMatches.Suggest(name, known) is var suggestion && suggestion.StartsWith("Did", StringComparison.Ordinal) ? suggestion : null;

    private static IEnumerable<string> Below(string folder, Func<string, string, EnumerationOptions, IEnumerable<string>> list)
    {
        var root = folder.Length == 0 ? "." : folder;
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = DeepestSearch, IgnoreInaccessible = true };
        return Directory.Exists(root)
            ? list(root, "*", options).Take(MostNamesCompared).Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            : [];
    }
}
