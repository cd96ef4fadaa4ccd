using System.Text.Json;

namespace LmmCl.Evaluation.Benchmarks;

/// <summary>
/// Replies as they come, so that an interrupted evaluation goes on where it stopped: a header line, then id and reply per line, flushed after every batch.
/// Replies under another header, or after a torn line, are forgotten.
/// </summary>
internal sealed class PartialAnswers : IDisposable
{
    private readonly string path;
    private readonly Dictionary<string, string> replies = [];
    private readonly FileStream stream;

    /// <param name="path">Beside the per-sample file.</param>
    /// <param name="header">What is being asked of whom.</param>
    public PartialAnswers(string path, AnswersHeader header)
    {
        this.path = path;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        foreach (var (id, reply) in Stored(path, header))
        {
            replies[id] = reply;
        }

        stream = new FileStream(path, FileMode.Create, FileAccess.Write);
        AnswersFile.Line(stream, header.Write);
        Append(replies);
    }

    /// <summary>The stored reply, or null.</summary>
    public string? this[string id] => replies.GetValueOrDefault(id);

    /// <summary>Keeps a batch of replies.</summary>
    public void Add(IEnumerable<KeyValuePair<string, string>> batch)
    {
        var added = batch.ToArray();
        foreach (var (id, reply) in added)
        {
            replies[id] = reply;
        }

        Append(added);
    }

    /// <summary>Removes the file: the per-sample file has taken its place.</summary>
    public void Delete()
    {
        stream.Dispose();
        File.Delete(path);
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private void Append(IEnumerable<KeyValuePair<string, string>> batch)
    {
        foreach (var (id, reply) in batch)
        {
            AnswersFile.Line(stream, writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("id", id);
                writer.WriteString("reply", reply);
                writer.WriteEndObject();
            });
        }

        stream.Flush(flushToDisk: true);
    }

    private static List<(string Id, string Reply)> Stored(string path, AnswersHeader header)
    {
        var stored = new List<(string, string)>();
        if (!File.Exists(path))
        {
            return stored;
        }

        try
        {
            var lines = File.ReadAllLines(path);
            if (lines.Length == 0 || !AnswersHeader.Read(JsonDocument.Parse(lines[0]).RootElement, path).AsksTheSameAs(header))
                return stored;
            foreach (var line in lines.Skip(1))
            {
                var answer = JsonDocument.Parse(line).RootElement;
                stored.Add((answer.GetProperty("id").GetString()!, answer.GetProperty("reply").GetString()!));
            }
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or Abstractions.InputException)
        {
            // The process was killed inside a line; what came before it stands.
        }

        return stored;
    }
}
