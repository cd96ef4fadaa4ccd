using System.Globalization;
using LmmCl.Abstractions;
using LmmCl.Modeling.Files;

namespace LmmCl.Data.Published.Tables;

/// <summary>
/// The folder of CUB-200-2011 as a table of pictures: <c>images.txt</c>, <c>image_class_labels.txt</c>, <c>classes.txt</c> and
/// <c>train_test_split.txt</c>, each with an id and a value per line.
/// </summary>
internal sealed class CubFolder : ITable
{
    private const string Images = "images.txt";
    private const string Labels = "image_class_labels.txt";
    private const string Classes = "classes.txt";
    private const string Split = "train_test_split.txt";

    private readonly string folder;

    public CubFolder(string path)
    {
        File = path;
        folder = FolderOf(path) ?? path;
    }

    public string File { get; }

    public IReadOnlyList<string> Sources => [.. new[] { Images, Labels, Classes, Split }.Select(name => Path.Combine(folder, name))];

    public IReadOnlyList<string> Columns { get; } = ["image_id", "image", "class", "classes", "is_training_image"];

    /// <summary>True if a folder, or the folder <c>CUB_200_2011</c> in it, has the list of pictures.</summary>
    public static bool IsAt(string path) => FolderOf(path) is not null;

    public IEnumerable<Row> Read(IReadOnlyList<Column> columns)
    {
        var classes = Lines(Classes).ToDictionary(line => line.Key, line => Species(line.Value));
        string[] names = [.. classes.OrderBy(one => one.Key).Select(one => one.Value)];
        var (labels, split) = (Lines(Labels), Lines(Split));
        var row = 0L;
        foreach (var (id, path) in Lines(Images))
        {
            var label = Of(labels, Labels, id);
            if (!long.TryParse(label, CultureInfo.InvariantCulture, out var kind) || !classes.TryGetValue(kind, out var species))
            {
                throw new InputException(
                    Path.Combine(folder, Labels), $"picture {id} has the class '{Shown.Of(label)}', which {Classes} does not list.");
            }

            yield return new Row(Path.Combine(folder, Images), ++row, new Dictionary<string, object?>
            {
                ["image_id"] = id,
                ["image"] = new PictureSource(null, path),
                ["class"] = species,
                ["classes"] = names,
                ["is_training_image"] = Of(split, Split, id),
            });
        }
    }

    public void Dispose()
    {
    }

    private static string? FolderOf(string path) =>
        new[] { path, Path.Combine(path, "CUB_200_2011") }.FirstOrDefault(folder => System.IO.File.Exists(Path.Combine(folder, Images)));

    private string Of(Dictionary<long, string> lines, string name, long id) => lines.GetValueOrDefault(id) ?? throw new InputException(
        Path.Combine(folder, name), $"there is no line for picture {id} of {Images}.", "Unpack the archive again.");

    /// <summary><c>067.Anna_Hummingbird</c> is "Anna Hummingbird".</summary>
    private static string Species(string name)
    {
        var point = name.IndexOf('.', StringComparison.Ordinal);
        return (point > 0 && name[..point].All(char.IsAsciiDigit) ? name[(point + 1)..] : name).Replace('_', ' ').Trim();
    }

    private Dictionary<long, string> Lines(string name)
    {
        var path = Path.Combine(folder, name);
        var result = new Dictionary<long, string>();
        var text = System.Text.Encoding.UTF8.GetString(TextFile.ReadBytes(path).Span);
        foreach (var (index, line) in text.Split('\n').Select(line => line.Trim()).Index().Where(line => line.Item.Length > 0))
        {
            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            if (blank < 0 || !long.TryParse(line[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                throw new InputException(
                    $"{path}: line {index + 1}", $"'{Shown.Of(line)}' is not an id and a value.", "Unpack the archive again.");
            }

            if (!result.TryAdd(id, line[(blank + 1)..].Trim()))
            {
                throw new InputException($"{path}: line {index + 1}", $"the id {id} is there twice.", "Unpack the archive again.");
            }
        }

        return result.Count > 0 ? result : throw new InputException(path, "the file has no lines.", "Unpack the archive again.");
    }
}
