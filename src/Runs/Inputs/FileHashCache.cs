using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Modeling.Files;

namespace LmmCl.Runs.Inputs;

/// <summary>
/// SHA-256 of files, cached by path, size and modification time, so that pictures and weights are not hashed again before every stage. A
/// line that cannot be read is left out, and the file may be deleted at any time.
/// </summary>
/// <param name="runs">Parent folder of the run folders, in which they are kept; nothing is kept if it is not there.</param>
internal sealed class FileHashCache(string runs)
{
    // A file may change twice within the resolution of a file system's clock.
    private static readonly TimeSpan settled = TimeSpan.FromSeconds(2);

    private readonly string path = Path.Combine(runs, ".hashes");
    private readonly Lazy<ConcurrentDictionary<string, Entry>> known = new(() => Read(Path.Combine(runs, ".hashes")));
    private bool changed;

    /// <summary>Parent folder of the run folders.</summary>
    public string Runs => runs;

    /// <summary>The hash of a file as it is now.</summary>
    /// <exception cref="InputException">It cannot be read, or is a link to a file that does not exist.</exception>
    public ContentHash Of(string file)
    {
        try
        {
            return HashOf(Path.GetFullPath(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(file, $"it cannot be read ({error.Message.TrimEnd('.')}).", inner: error);
        }
    }

    /// <summary>Keeps what is known for other processes and later runs.</summary>
    public void Save()
    {
        if (!changed || !Directory.Exists(runs))
        {
            return;
        }

        changed = false;
        DurableFile.WriteShared(path, stream =>
        {
            // Its own ToArray, unlike LINQ's, is safe while another experiment hashes files.
            foreach (var file in known.Value.ToArray().OrderBy(file => file.Key, StringComparer.Ordinal))
            {
                stream.Write(Encoding.UTF8.GetBytes(Line(file)));
            }
        });
    }

    private ContentHash HashOf(string full)
    {
        // Use the target: the length and time of a link do not change with the file that it names.
        var info = LinkedFile.Resolve(full) ?? new FileInfo(full);
        var (size, written) = (info.Length, info.LastWriteTimeUtc);
        if (known.Value.TryGetValue(full, out var entry) && entry.Size == size && entry.Written == written.Ticks)
        {
            return entry.Hash;
        }

        var hash = ContentHash.OfFile(full);
        if (DateTime.UtcNow - written > settled)
        {
            known.Value[full] = new Entry(hash, size, written.Ticks);
            changed = true;
        }

        return hash;
    }

    private static string Line(KeyValuePair<string, Entry> file) =>
        string.Create(CultureInfo.InvariantCulture, $"{file.Value.Hash.Hex} {file.Value.Size} {file.Value.Written} {file.Key}\n");

    private static ConcurrentDictionary<string, Entry> Read(string path)
    {
        var read = new ConcurrentDictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            if (line.Split(' ', 4) is [{ Length: 64 } hex, var size, var written, var file]
                && hex.All(char.IsAsciiHexDigit)
                && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
                && long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks))
            {
                read[file] = new Entry(new ContentHash(hex), bytes, ticks);
            }
        }

        return read;
    }

    private readonly record struct Entry(ContentHash Hash, long Size, long Written);
}
