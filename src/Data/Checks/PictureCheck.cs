using LmmCl.Abstractions;
using LmmCl.Data.Images;
using LmmCl.Data.Llava;

namespace LmmCl.Data.Checks;

/// <summary>Checks that a record's images exist and can be opened. An image shared by several records is opened once.</summary>
internal sealed class PictureCheck(PictureFolder folder, bool decode)
{
    private readonly HashSet<string> opened = new(StringComparer.Ordinal);

    /// <summary>Number of images checked.</summary>
    public int Count { get; private set; }

    public IEnumerable<LlavaComplaint> Complaints(LlavaRecord record)
    {
        Count += record.Pictures?.Count ?? 0;
        return folder.Missing(record).Concat(decode ? Damaged(record) : []);
    }

    private IEnumerable<LlavaComplaint> Damaged(LlavaRecord record)
    {
        foreach (var picture in record.Pictures ?? [])
        {
            var path = folder.PathOf(picture);
            if (opened.Add(path) && File.Exists(path) && Damage(path) is { } problem)
            {
                yield return new(record.Place, ["image"], $"the picture '{picture}' cannot be used:", problem);
            }
        }
    }

    private static string? Damage(string path)
    {
        try
        {
            ImageFile.Decode(path);
            return null;
        }
        catch (InputException error)
        {
            return Finding.Of(error).Problem;
        }
    }
}
