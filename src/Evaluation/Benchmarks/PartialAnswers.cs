using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Modeling.Files;

namespace LmmCl.Evaluation.Benchmarks;

/// <summary>
/// Replies written incrementally, so that an interrupted evaluation can resume: a header line, then id and reply per line. A batch counts
/// once it has been handed to the operating system, so a killed process loses none; a tail that is truncated or zero-filled by a power
/// failure is asked again. Replies under a different header are discarded.
/// </summary>
internal sealed class PartialAnswers : IDisposable
{
    private readonly Dictionary<string, string> replies;
    private readonly FileStream stream;

    private PartialAnswers(FileStream stream, Dictionary<string, string> replies) => (this.stream, this.replies) = (stream, replies);

    /// <summary>Returns the stored reply, or null.</summary>
    public string? this[string id] => replies.GetValueOrDefault(id);

    /// <summary>
    /// Opens the replies beside a per-sample file. If only the per-sample file exists, it has not been recorded by any event, and its
    /// replies are reused.
    /// </summary>
    /// <param name="answersPath">Path of the per-sample file.</param>
    /// <param name="header">Identifies the questions and the model.</param>
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

    /// <summary>Appends a batch of replies.</summary>
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

    /// <summary>Deletes the file once the per-sample file replaces it.</summary>
    public void Delete()
    {
        stream.Dispose();
        File.Delete(stream.Name);
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    /// <summary>
    /// Reads the replies of a file up to the first incomplete line, and the position of that line; nothing if the header differs.
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
            // Writing was interrupted within this line; the preceding lines are valid.
        }

        return (replies, length);
    }
}
