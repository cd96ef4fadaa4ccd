using LmmCl.Abstractions;

namespace LmmCl.Data.Llava;

/// <summary>Image folder of a dataset. Paths in the records are relative to it.</summary>
public sealed class PictureFolder(string folder)
{
    private const int MostNamesCompared = 5_000;

    /// <summary>Path of the folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>Returns the path of an image on disk.</summary>
    public string PathOf(string picture) => Path.Combine(Folder, picture);

    /// <summary>Returns the paths of a record's images on disk; none for a text record.</summary>
    /// <exception cref="InputException">An image is missing; the message names the record's line.</exception>
    public IReadOnlyList<string> PathsOf(LlavaRecord record) =>
        Missing(record).FirstOrDefault() is { } complaint ? throw complaint.AsError() : [.. (record.Pictures ?? []).Select(PathOf)];

    internal IEnumerable<LlavaComplaint> Missing(LlavaRecord record)
    {
        var list = record.Pictures ?? [];
        for (var i = 0; i < list.Count; i++)
        {
            if (!File.Exists(PathOf(list[i])))
            {
                IReadOnlyList<object> field = list.Count == 1 ? ["image"] : ["image", i];
                yield return new(record.Place, field, $"the picture '{list[i]}' does not exist (looked in {Shown}).", Suggestion(list[i]));
            }
        }
    }

    private string Shown => Folder.Length == 0 ? "./" : Folder.TrimEnd('/') + "/";

    /// <summary>Returns similar names in the image's own folder.</summary>
    private string Suggestion(string picture)
    {
        var folder = Path.GetDirectoryName(PathOf(picture)) is { Length: > 0 } found ? found : ".";
        if (!Directory.Exists(folder))
        {
            return $"The folder {folder} does not exist either; 'images' in the skill's YAML entry says where pictures lie.";
        }

        var suggestion = NearMatches.Suggest(
            Path.GetFileName(picture), Directory.EnumerateFiles(folder).Take(MostNamesCompared).Select(Path.GetFileName)!);
        return suggestion.StartsWith("Did", StringComparison.Ordinal) ? suggestion : "No file there has a similar name.";
    }
}
