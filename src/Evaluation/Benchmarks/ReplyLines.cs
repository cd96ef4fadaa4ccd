using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Events;

namespace LmmCl.Evaluation.Benchmarks;

/// <summary>Lines of a file of answers, partial or finished: a header, then a reply per line.</summary>
internal sealed class ReplyLines
{
    private readonly AnswersHeader? header;

    private ReplyLines(ReadOnlyMemory<byte> content, AnswersHeader? header, IReadOnlyList<(string Id, Reply Reply)> replies) =>
        (Content, this.header, Replies) = (content, header, replies);

    /// <summary>The bytes of the lines.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>Id and reply of each line after the header.</summary>
    public IReadOnlyList<(string Id, Reply Reply)> Replies { get; }

    /// <summary>Parses whole lines, up to the first that is not valid.</summary>
    public static ReplyLines Of(ReadOnlyMemory<byte> content)
    {
        var (header, replies, length) = ((AnswersHeader?)null, new List<(string Id, Reply Reply)>(), 0);
        try
        {
            while (content.Span[length..].IndexOf((byte)'\n') is >= 0 and var end)
            {
                using var line = JsonDocument.Parse(content.Slice(length, end));
                if (header is null)
                {
                    header = AnswersHeader.Read(line.RootElement, "");
                }
                else
                {
                    var answer = line.RootElement;
                    var reply = new Reply(answer.GetProperty("reply").GetString() ?? "", AnsweredItem.IsCutIn(answer));
                    replies.Add((answer.GetProperty("id").GetString() ?? "", reply));
                }

                length += end + 1;
            }
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or InputException)
        {
            // The preceding lines are valid.
        }

        return new ReplyLines(content[..length], header, replies);
    }

    /// <summary>Returns the recorded beginning of a file.</summary>
    /// <exception cref="InputException">The beginning of the file does not match the record.</exception>
    public static ReplyLines Recorded(string path, SavedAnswers recorded)
    {
        ReadOnlyMemory<byte> content = File.ReadAllBytes(path);
        var length = 0;
        for (var lines = 0; lines <= recorded.Count && content.Span[length..].IndexOf((byte)'\n') is >= 0 and var end; lines++)
        {
            length += end + 1;
        }

        var beginning = content[..length];
        var found = ContentHash.Of(beginning.Span);
        return found == recorded.Hash ? Of(beginning) : throw new InputException(
            path,
            $"the saved answers were altered: {recorded.Count} of SHA-256 {recorded.Hash.Short} were recorded, "
            + $"the first {recorded.Count} lines after the header now have {found.Short}.",
            "Put the file back as it was, or delete it: its questions are then asked again.");
    }

    /// <summary>Returns true if these are answers of the same model to the same questions.</summary>
    public bool Answer(AnswersHeader asked) => header?.AsksTheSameAs(asked) == true;
}
