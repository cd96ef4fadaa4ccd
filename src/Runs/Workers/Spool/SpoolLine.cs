using System.Security.Cryptography;
using System.Text;
using LmmCl.Events;
using LmmCl.EventStore;

namespace LmmCl.Runs.Workers.Spool;

/// <summary>
/// An event as a line: a truncated SHA-256, a space, and the hashed content, which is the event in its canonical form with its time. The
/// event's id follows from the content and is not written.
/// </summary>
internal static class SpoolLine
{
    public const byte End = (byte)'\n';

    private const int HashedBytes = 8;
    private const int ContentStart = (2 * HashedBytes) + 1;

    /// <summary>Encodes an event as a line, including the line end.</summary>
    public static byte[] Of(NewEvent happened)
    {
        var content = Encoding.UTF8.GetBytes(MessageLine.Of(new Entry(happened.Timestamp, EventLine.Of(happened.Data))));
        return [.. StartOf(content), .. content, End];
    }

    /// <summary>Parses a line without its line end.</summary>
    /// <exception cref="FormatException">The line is corrupt.</exception>
    /// <exception cref="UnknownEventTypeException">The line is intact, but was written by another build.</exception>
    public static NewEvent Parse(ReadOnlySpan<byte> line)
    {
        var content = line[Math.Min(ContentStart, line.Length)..];
        if (!line.StartsWith(StartOf(content)))
        {
            throw new FormatException("The line does not have the hash that it begins with.");
        }

        var entry = MessageLine.Parse<Entry>(Encoding.UTF8.GetString(content));
        return new NewEvent(entry.Event.ToEvent(), entry.At);
    }

    private static byte[] StartOf(ReadOnlySpan<byte> content) =>
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, HashedBytes)) + " ");

    private sealed record Entry(DateTimeOffset At, EventLine Event);
}
