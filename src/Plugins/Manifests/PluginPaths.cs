using LmmCl.Plugins.Manifests;

namespace LmmCl.Plugins.Manifests;

/// <summary>Which names a manifest may use.</summary>
internal static class PluginPaths
{
    private const int LongestName = 64;

    private const int LongestPath = 240;

    private const string Reserved = "\\:*?\"<>|";

    /// <summary>Whether a text can be a plugin's id, and with it the name of a folder on any system.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= LongestName
        && char.IsAsciiLetterOrDigit(text[0])
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');

    /// <summary>Why a listed path cannot be one of a file inside the plugin's folder; null for one that can.</summary>
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
