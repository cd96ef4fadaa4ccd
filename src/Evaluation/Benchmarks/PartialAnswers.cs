using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Modeling.Files;

namespace LmmCl.Evaluation.Benchmarks;

/// <summary>
/// Replies as they come, so that an interrupted evaluation goes on where it stopped: a header line, then id and reply per line. A batch is
/// with the operating system when it counts, so a killed process loses none; what a power cut takes of the tail, cut off or filled with
/// zeros, is asked again. Replies under another header are forgotten.
/// </summary>
internal sealed class PartialAnswers : IDisposable
{
    private readonly Dictionary<string, string> replies;
    private readonly FileStream stream;

    private PartialAnswers(FileStream stream, Dictionary<string, string> replies) => (this.stream, this.replies) = (stream, replies);

    /// <summary>The stored reply, or null.</summary>
    public string? this[string id] => replies.GetValueOrDefault(id);

    /// <summary>
    /// Opens the replies beside a per-sample file; where only that itself is there, nobody has recorded it, and its replies count.
    /// </summary>
    /// <param name="answersPath">The per-sample file.</param>
    /// <param name="header">What is being asked of whom.</param>
    public static PartialAnswers Of(string answersPath, AnswersHeader header)
    {
        var path = answersPath + ".partial";
        DurableFolder.Create(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var (begun, length) = Stored(path, header);
        if (length > 0)
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 0);
            stream.SetLength(length);
            stream.Seek(0, SeekOrigin.End);
            return new PartialAnswers(stream, begun);
        }

        var partial = new PartialAnswers(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0), []);
        AnswersFile.Line(partial.stream, header.Write);
        partial.Add(Stored(answersPath, header).Replies);
        return partial;
    }

    /// <summary>Keeps a batch of replies.</summary>
    public void Add(IEnumerable<KeyValuePair<string, string>> batch)
    {
        using var lines = new MemoryStream();
        foreach (var (id, reply) in batch)
        {
            replies[id] = reply;
            AnswersFile.Line(lines, writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("id", id);
                writer.WriteString("reply", reply);
                writer.WriteEndObject();
            });
        }

        stream.Write(lines.GetBuffer().AsSpan(0, (int)lines.Length));
    }

    /// <summary>Removes the file: the per-sample file has taken its place.</summary>
    public void Delete()
    {
        stream.Dispose();
        File.Delete(stream.Name);
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    /// <summary>
    /// The replies of a file up to the first line that is not whole, and where that begins; nothing under another header.
    /// </summary>
    private static (Dictionary<string, string> Replies, long Length) Stored(string path, AnswersHeader header)
    {
        var replies = new Dictionary<string, string>();
        ReadOnlyMemory<byte> content = File.Exists(path) ? File.ReadAllBytes(path) : [];
        var length = 0;
        try
        {
            while (content.Span[length..].IndexOf((byte)'\n') is >= 0 and var end)
            {
                using var line = JsonDocument.Parse(content.Slice(length, end));
                if (length > 0)
                {
                    var answer = line.RootElement;
                    replies[answer.GetProperty("id").GetString() ?? ""] = answer.GetProperty("reply").GetString()!;
                }
                else if (!AnswersHeader.Read(line.RootElement, path).AsksTheSameAs(header))
                {
                    break;
                }

                length += end + 1;
            }
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or InputException)
        {
            // Writing was cut off inside this line; what came before it stands.
        }

        return (replies, length);
    }
}
