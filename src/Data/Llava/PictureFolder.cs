using System.Text;
using LmmCl.Abstractions;
using LmmCl.Modeling.Files;
using LmmCl.Modeling.Tokenizers.Normalization;

namespace LmmCl.Data.Llava;

/// <summary>Image folder of a dataset. Paths in the records are relative to it.</summary>
public sealed class PictureFolder(string folder)
{
    private const int MostNamesCompared = 5_000;
    private const int LongestPath = 1_024;
    private const string SaveFirst = "Save it as a file, and name its path.";

    private readonly Dictionary<string, Dictionary<string, string>> composed = new(StringComparer.Ordinal);

    /// <summary>Path of the folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>
    /// Returns the path of an image on disk. Where no file has exactly this name, backslashes are read as separators, and a name that
    /// differs only in how its accents are composed is found.
    /// </summary>
    public string PathOf(string picture) => Find(picture) ?? Nearest(picture);

    /// <summary>Returns the paths of a record's images on disk; none for a text record.</summary>
    /// <exception cref="InputException">An image is missing; the message names the record's line.</exception>
    public IReadOnlyList<string> PathsOf(LlavaRecord record) =>
        [.. Find(record).Select((path, i) => path ?? throw Missing(record, i).AsError())];

    /// <summary>Returns the path of each of a record's images; null where no file is found.</summary>
    internal IEnumerable<string?> Find(LlavaRecord record) => (record.Pictures ?? []).Select(Find);

    /// <summary>Returns why an image of a record was not found.</summary>
    /// <param name="record">The record.</param>
    /// <param name="image">Position among its images.</param>
    internal LlavaComplaint Missing(LlavaRecord record, int image)
    {
        IReadOnlyList<object> field = record.Pictures!.Count == 1 ? ["image"] : ["image", image];
        var (problem, fix) = Reason(record.Pictures[image]);
        return new(record.Place, field, problem, fix);
    }

    /// <summary>Returns the path of an image as <see cref="PathOf"/> does; null if no file is found.</summary>
    public string? Find(string picture)
    {
        if (picture.Length > LongestPath || IsAddress(picture))
        {
            return null;
        }

        var path = Path.Combine(Folder, picture);
        if (LinkedFile.Exists(path))
        {
            return path;
        }

        var nearest = Nearest(picture);
        return nearest != path && LinkedFile.Exists(nearest) ? nearest : null;
    }

    /// <summary>The path of an image that no file has exactly.</summary>
    private string Nearest(string picture)
    {
        var path = Path.Combine(Folder, picture);
        if (picture.Length > LongestPath || IsAddress(picture))
        {
            return path;
        }

        var separated = Path.Combine(Folder, picture.Replace('\\', '/'));
        return picture.Contains('\\', StringComparison.Ordinal) && LinkedFile.Exists(separated) ? separated
            : Composed(separated) ?? path;
    }

    private static bool IsAddress(string picture) =>
        picture.Contains("://", StringComparison.Ordinal) || picture.StartsWith("data:", StringComparison.OrdinalIgnoreCase);

    private (string Problem, string Fix) Reason(string picture)
    {
        if (picture.StartsWith("data:", StringComparison.OrdinalIgnoreCase) || IsBase64(picture))
        {
            return ("the picture itself is written here in base64, where its path is expected.", SaveFirst);
        }

        if (picture.StartsWith("file://", StringComparison.OrdinalIgnoreCase))
        {
            return ($"'{Shown.Of(picture)}' is an address, where a path is expected.", "Leave 'file://' out.");
        }

        if (IsAddress(picture))
        {
            return ($"'{Shown.Of(picture)}' is an address, where a path is expected; nothing is downloaded.", SaveFirst);
        }

        if (picture.Length > LongestPath)
        {
            return ($"'{Shown.Of(picture)}' is too long for a path.", SaveFirst);
        }

        var path = PathOf(picture);
        if (Directory.Exists(path))
        {
            return ($"'{Shown.Of(picture)}' is a folder, where a picture is expected.", "Name the file in it.");
        }

        return LinkedFile.TargetOf(path) is { } target
            ? ($"the picture '{Shown.Of(picture)}' is a link to '{Shown.Of(target)}', which does not exist.", "Mend or replace the link.")
            : ($"the picture '{Shown.Of(picture)}' does not exist (looked in {ShownFolder}).", Suggestion(picture));
    }

    private static bool IsBase64(string text) => text.Length >= 64 && !text.Contains('.', StringComparison.Ordinal)
        && (text.StartsWith("/9j/", StringComparison.Ordinal) || text.StartsWith("iVBOR", StringComparison.Ordinal)
            || text.StartsWith("R0lGOD", StringComparison.Ordinal) || text.StartsWith("UklGR", StringComparison.Ordinal)
            || (text.Length > LongestPath && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '/' or '=' or '\n')));

    private string ShownFolder => Folder.Length == 0 ? "./" : Folder.TrimEnd('/') + "/";

    /// <summary>The file whose path equals this one once both are composed (NFC); macOS keeps accents apart (NFD).</summary>
    private string? Composed(string path)
    {
        if (Ascii.IsValid(path))
        {
            return null;
        }

        var (parent, name) = (Path.GetDirectoryName(path), Path.GetFileName(path));
        if (parent is { Length: > 0 } && !Directory.Exists(parent))
        {
            parent = Composed(parent);
        }

        if (parent is null || !Directory.Exists(parent.Length == 0 ? "." : parent))
        {
            return null;
        }

        if (!composed.TryGetValue(parent, out var names))
        {
            composed[parent] = names = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var entry in Directory.EnumerateFileSystemEntries(parent.Length == 0 ? "." : parent).Order(StringComparer.Ordinal))
            {
                names.TryAdd(ComposedText.Of(Path.GetFileName(entry)), Path.GetFileName(entry));
            }
        }

        return names.TryGetValue(ComposedText.Of(name), out var found) ? Path.Combine(parent, found) : null;
    }

    /// <summary>Returns similar names in the image's own folder.</summary>
    private string Suggestion(string picture)
    {
        var folder = Path.GetDirectoryName(PathOf(picture)) is { Length: > 0 } found ? found : ".";
        if (!Directory.Exists(folder))
        {
            return $"The folder {Shown.Of(folder)} does not exist either; 'images' in the skill's YAML entry says where pictures lie.";
        }

        var suggestion = NearMatches.Suggest(
            Path.GetFileName(picture), Directory.EnumerateFiles(folder).Take(MostNamesCompared).Select(Path.GetFileName)!);
        return suggestion.StartsWith("Did", StringComparison.Ordinal) ? suggestion : "No file there has a similar name.";
    }
}
