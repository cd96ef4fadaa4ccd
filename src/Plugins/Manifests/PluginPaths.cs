using LmmCl.Plugins.Manifests;

namespace LmmCl.Plugins.Manifests;

/// <summary>Validates the names in a manifest.</summary>
internal static class PluginPaths
{
    private const int LongestName = 64;

    private const int LongestPath = 240;

    private const string Reserved = "\\:*?\"<>|";

    /// <summary>True if the text is a valid plugin id, usable as a folder name on any system.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= LongestName
        && char.IsAsciiLetterOrDigit(text[0])
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');

    /// <summary>The reason why a listed path is not valid inside the plugin's folder; null if it is.</summary>
    public static string? Problem(string path)
    {
        if (path.Length is 0 or > LongestPath)
        {
            return $"a path has 1 to {LongestPath} characters.";
        }

        if (path.Any(character => char.IsControl(character) || Reserved.Contains(character)))
        {
            return $"a path has no control characters and none of {Reserved}; folders are separated by '/'.";
        }

        if (path.Split('/').Any(part => part is "" or "." or ".." || part.EndsWith(' ') || part.EndsWith('.')))
        {
            return "the path must stay inside the plugin's folder: no leading '/', no '.' or '..', no empty part.";
        }

        return path.Equals(PluginManifest.FileName, StringComparison.OrdinalIgnoreCase) ? "the manifest does not list itself." : null;
    }
}
