using LmmCl.Abstractions;
using LmmCl.Data.Images;
using LmmCl.Data.Llava;

namespace LmmCl.Data.Checks;

/// <summary>Whether a record's pictures are there and can be opened. A picture that several records share is opened once.</summary>
internal sealed class PictureCheck(PictureFolder folder, bool decode)
{
    private readonly HashSet<string> opened = new(StringComparer.Ordinal);

    /// <summary>Pictures looked at.</summary>
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
