using System.Security.Cryptography;
using LmmCl.Abstractions;
using LmmCl.Data.Images;
using LmmCl.Data.Published.Tables;
using LmmCl.Modeling.Files;

namespace LmmCl.Data.Published.Conversion;

/// <summary>
/// The pictures of a conversion. Pictures inside published files are written under the hash of their bytes, so that equal pictures are one
/// file and a second run writes nothing; pictures that files only name stay where they are.
/// </summary>
/// <param name="output">Folder of the records.</param>
/// <param name="named">Folder of pictures that the files name.</param>
internal sealed class PictureStore(string output, string named)
{
    private const string Folder = "pictures";
    private const int NameLength = 32;

    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    /// <summary>Number of different pictures.</summary>
    public int Count => known.Count;

    /// <summary>Folder of pictures that the files name.</summary>
    public string Named => named;

    /// <summary>Folder of the pictures that were written.</summary>
    public string Written => Path.Combine(output, Folder);

    /// <summary>
    /// Writes a picture if it is not there yet, and returns its path relative to the records; null if a file that is named is missing.
    /// </summary>
    /// <exception cref="InputException">The bytes are no picture, or a path leaves the folder of pictures.</exception>
    public string? Add(PictureSource picture, string place)
    {
        var path = picture.Bytes is { } bytes ? Write(bytes.Span, place) : Find(picture.Path!, place);
        if (path is not null)
        {
            known.Add(path);
        }

        return path;
    }

    private string Write(ReadOnlySpan<byte> bytes, string place)
    {
        var extension = ImageFormats.Detect(bytes) switch
        {
            ImageFormat.JPEG => "jpg",
            ImageFormat.PNG => "png",
            ImageFormat.WebP => "webp",
            ImageFormat.GIF => "gif",
            ImageFormat.BMP => "bmp",
            _ => throw Unreadable(bytes, place),
        };
        var name = $"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..NameLength]}.{extension}";
        var path = $"{Folder}/{name}";
        var file = Path.Combine(output, Folder, name);
        if (!known.Contains(path) && !(File.Exists(file) && new FileInfo(file).Length == bytes.Length))
        {
            Directory.CreateDirectory(Path.Combine(output, Folder));
            var writing = Path.Combine(output, Folder, $".{name}.writing");
            File.WriteAllBytes(writing, bytes);
            File.Move(writing, file, overwrite: true);
        }

        return path;
    }

    private static InputException Unreadable(ReadOnlySpan<byte> bytes, string place) =>
        ImageFormats.NameOther(bytes) is { } format
            ? new(place, $"the picture is in {format}, which is not read.", "Save it as PNG or JPEG.")
            : FileSniff.StandIn(bytes) is var (problem, fix) ? new(place, problem, fix)
            : new(place, "the bytes are not a picture.", $"Pictures are {ImageFormats.All} files.");

    private string? Find(string name, string place)
    {
        var folder = Path.GetFullPath(named);
        var file = Path.GetFullPath(Path.Combine(folder, name.Replace('\\', '/')));
        if (!file.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new InputException(place, $"the picture '{Shown.Of(name)}' is outside the folder of pictures.", "Correct the path.");
        }

        return LinkedFile.Exists(file) ? Path.GetRelativePath(output, file).Replace('\\', '/') : null;
    }
}
