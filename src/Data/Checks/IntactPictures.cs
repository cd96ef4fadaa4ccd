using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using LmmCl.Modeling.Files;

namespace LmmCl.Data.Checks;

/// <summary>
/// Pictures that were decoded without error, remembered by path, size and time of the last change, so that a second check of a large set
/// opens none of them. The file is only a cache and may be deleted. Thread-safe.
/// </summary>
/// <param name="path">The file that keeps them; null to keep them in memory.</param>
public sealed class IntactPictures(string? path)
{
    /// <summary>File name in a folder of runs.</summary>
    public const string FileName = ".pictures";

    // A more recent change is not remembered: the file may change again within the resolution of the file system's clock.
    private static readonly TimeSpan settled = TimeSpan.FromSeconds(2);

    private readonly Lazy<ConcurrentDictionary<string, (long Size, long Written)>> known = new(() => Read(path));
    private volatile bool changed;

    /// <summary>Returns true if the file was intact and has not changed since.</summary>
    public bool Contains(string picture) =>
        known.Value.TryGetValue(Path.GetFullPath(picture), out var entry) && State(picture) is { } now && entry == now;

    /// <summary>Remembers an intact file.</summary>
    public void Add(string picture)
    {
        if (State(picture) is { } now && DateTime.UtcNow.Ticks - now.Written > settled.Ticks)
        {
            known.Value[Path.GetFullPath(picture)] = now;
            changed = true;
        }
    }

    /// <summary>Saves the remembered pictures for later checks.</summary>
    public void Save()
    {
        if (path is null || !changed || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
        {
            return;
        }

        changed = false;
        // Its own ToArray, unlike LINQ's, is safe while another experiment's check adds pictures.
        var lines = known.Value.ToArray().OrderBy(file => file.Key, StringComparer.Ordinal).Select(file =>
            string.Create(CultureInfo.InvariantCulture, $"{file.Value.Size} {file.Value.Written} {file.Key}\n"));
        DurableFile.WriteShared(path, stream =>
        {
            foreach (var line in lines)
            {
                stream.Write(Encoding.UTF8.GetBytes(line));
            }
        });
    }

    /// <summary>Size and time of change of the file itself, not of a link to it.</summary>
    private static (long Size, long Written)? State(string picture) =>
        LinkedFile.Resolve(picture) is { Exists: true } file ? (file.Length, file.LastWriteTimeUtc.Ticks) : null;

    private static ConcurrentDictionary<string, (long Size, long Written)> Read(string? path)
    {
        var read = new ConcurrentDictionary<string, (long Size, long Written)>(StringComparer.Ordinal);
        foreach (var line in path is not null && File.Exists(path) ? File.ReadLines(path) : [])
        {
            if (line.Split(' ', 3) is [var size, var written, var file]
                && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
                && long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks))
            {
                read[file] = (bytes, ticks);
            }
        }

        return read;
    }
}
