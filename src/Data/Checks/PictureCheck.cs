using LmmCl.Abstractions;
using LmmCl.Data.Images;
using LmmCl.Data.Llava;
using LmmCl.Modeling.Files;

namespace LmmCl.Data.Checks;

/// <summary>
/// Checks that records' images exist and can be opened, several at a time. An image shared by several records is opened once, and one that
/// is known to be intact not at all.
/// </summary>
internal sealed class PictureCheck(PictureFolder folder, bool decode, IntactPictures? intact)
{
    /// <summary>Number of images checked.</summary>
    public int Count { get; private set; }

    /// <summary>Called with the number of images that were opened and of those to open, by one thread at a time.</summary>
    public Action<int, int>? Opened { get; init; }

    public List<LlavaComplaint> Complaints(IReadOnlyList<LlavaRecord> records)
    {
        var complaints = new List<LlavaComplaint>();
        var waiting = new Dictionary<string, (LlavaRecord Record, string Picture)>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            foreach (var (path, i) in folder.Find(record).Select((path, i) => (path, i)))
            {
                Count++;
                if (path is null)
                {
                    complaints.Add(folder.Missing(record, i));
                }
                else if (decode)
                {
                    waiting.TryAdd(path, (record, record.Pictures![i]));
                }
            }
        }

        var order = waiting.ToArray();
        var damages = new string?[order.Length];
        var threads = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        var opened = 0;
        if (order.Length > 0)
        {
            Opened?.Invoke(0, order.Length);
        }

        Parallel.For(0, order.Length, threads, at =>
        {
            damages[at] = Damage(order[at].Key);
            lock (order)
            {
                Opened?.Invoke(++opened, order.Length);
            }
        });
        complaints.AddRange(order.Zip(damages)
            .Where(pair => pair.Second is not null)
            .Select(pair => new LlavaComplaint(
                pair.First.Value.Record.Place,
                ["image"],
                $"the picture '{Shown.Of(pair.First.Value.Picture)}' cannot be used:",
                pair.Second!)));
        return complaints;
    }

    private string? Damage(string path)
    {
        if (intact?.Contains(path) == true)
        {
            return null;
        }

        try
        {
            ImageFile.Decode(path);
            intact?.Add(path);
            return null;
        }
        catch (InputException error)
        {
            return Finding.Of(error).Problem;
        }
    }
}
