using System.Security.Cryptography;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Modeling.Files;

namespace LmmCl.Evaluation.Benchmarks;

/// <summary>
/// Replies written incrementally, so that an interrupted evaluation can resume: a header line, then id and reply per line. Only replies
/// covered by the record are reused; later lines, such as those written just before a kill, are untrusted, and their questions are asked
/// again.
/// </summary>
internal sealed class PartialAnswers : IDisposable
{
    private readonly Dictionary<string, Reply> replies = [];
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly FileStream stream;
    private readonly IAnswersRecord? record;
    private int count;
    private int recorded;

    private PartialAnswers(string path, FileMode mode, IAnswersRecord? record)
    {
        stream = new FileStream(path, mode, FileAccess.Write, FileShare.Read, bufferSize: 0);
        this.record = record;
    }

    /// <summary>Returns the stored reply, or null.</summary>
    public Reply? this[string id] => replies.GetValueOrDefault(id);

    /// <summary>Path of the partial answers beside a per-sample file.</summary>
    public static string PathOf(string answersPath) => answersPath + ".partial";

    /// <summary>Opens the replies beside a per-sample file, or starts over.</summary>
    /// <param name="answersPath">Path of the per-sample file.</param>
    /// <param name="header">Identifies the questions and the model.</param>
    /// <param name="record">Record of the replies; null to start over.</param>
    /// <param name="known">Answers to start with, if nothing is recorded.</param>
    /// <exception cref="InputException">The recorded replies were altered.</exception>
    public static PartialAnswers Of(string answersPath, AnswersHeader header, IAnswersRecord? record, KnownAnswers? known)
    {
        var path = PathOf(answersPath);
        var folder = DurableFolder.Create(Path.GetDirectoryName(Path.GetFullPath(path))!);
        if (record?.Last is { Count: > 0 } last)
        {
            if (File.Exists(path) && ReplyLines.Recorded(path, last) is var lines && lines.Answer(header))
            {
                return Continued(path, record, lines);
            }

            // Reset the record before the file is overwritten, so that it never covers replies that the file does not hold.
            record.Save(new SavedAnswers(0, ContentHash.Of("")));
        }

        var partial = new PartialAnswers(path, FileMode.Create, record);
        DurableFolder.Sync(folder);
        using var first = new MemoryStream();
        AnswersFile.Line(first, header.Write);
        partial.Write(first);
        if (known is not null && ReplyLines.Of(known.Content) is var complete && complete.Answer(header))
        {
            known.Taken();
            partial.Add(complete.Replies);
        }

        return partial;
    }

    /// <summary>Appends a batch of replies.</summary>
    public void Add(IReadOnlyCollection<(string Id, Reply Reply)> batch)
    {
        using var lines = new MemoryStream();
        foreach (var (id, reply) in batch)
        {
            replies[id] = reply;
            AnswersFile.Line(lines, writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("id", id);
                writer.WriteString("reply", reply.Text);
                AnsweredItem.WriteFinish(writer, reply.IsCut);
                writer.WriteEndObject();
            });
        }

        Write(lines);
        count += batch.Count;
    }

    /// <summary>Records the replies so far, once they are on disk.</summary>
    public void Save()
    {
        if (record is not null && count > recorded)
        {
            stream.Flush(flushToDisk: true);
            record.Save(new SavedAnswers(count, new ContentHash(Convert.ToHexStringLower(hash.GetCurrentHash()))));
            recorded = count;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stream.Dispose();
        hash.Dispose();
    }

    private static PartialAnswers Continued(string path, IAnswersRecord record, ReplyLines lines)
    {
        var partial = new PartialAnswers(path, FileMode.Open, record) { count = lines.Replies.Count, recorded = lines.Replies.Count };
        partial.stream.SetLength(lines.Content.Length);
        partial.stream.Seek(0, SeekOrigin.End);
        partial.hash.AppendData(lines.Content.Span);
        foreach (var (id, reply) in lines.Replies)
        {
            partial.replies[id] = reply;
        }

        return partial;
    }

    private void Write(MemoryStream lines)
    {
        var bytes = lines.GetBuffer().AsSpan(0, (int)lines.Length);
        stream.Write(bytes);
        hash.AppendData(bytes);
    }
}
