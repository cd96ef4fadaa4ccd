using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Modeling.Files;

namespace LmmCl.Data.Llava;

/// <summary>
/// Reads LLaVA data files: a JSON list, JSON lines, or <c>prefix{a,b,c}.json</c>, which denotes several files in sequence.
/// </summary>
public static class LlavaFile
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads all records of <paramref name="path"/>, in file order.</summary>
    /// <exception cref="InputException">
    /// A file is missing or is not JSON, or a record is not in LLaVA's format; the message names file, line and field.
    /// </exception>
    public static IReadOnlyList<LlavaRecord> Read(string path) => Read(path, SkippedRecords.None);

    /// <summary>Reads all records of <paramref name="path"/> but those to be skipped, in file order.</summary>
    /// <exception cref="InputException">As for <see cref="Read(string)"/>; a skipped record may be malformed.</exception>
    public static IReadOnlyList<LlavaRecord> Read(string path, SkippedRecords skipped) => Read(path, Refuse, skipped);

    /// <summary>Returns the files that <paramref name="path"/> denotes: itself, or one per alternative in its braces.</summary>
    public static IReadOnlyList<string> Expand(string path)
    {
        var (open, close) = (path.IndexOf('{'), path.IndexOf('}'));
        return open < 0 || close < open
            ? [path]
            : [.. path[(open + 1)..close].Split(',').Select(choice => $"{path[..open]}{choice.Trim()}{path[(close + 1)..]}")];
    }

    private static void Refuse(LlavaComplaint complaint)
    {
        if (!complaint.IsNote)
        {
            throw complaint.AsError();
        }
    }

    /// <summary>Reads the usable records; problems with the others are reported to <paramref name="complain"/>.</summary>
    internal static List<LlavaRecord> Read(string path, Action<LlavaComplaint> complain, SkippedRecords? skipped = null)
    {
        var parser = new LlavaRecordParser(complain);
        var records = new List<LlavaRecord>();
        foreach (var file in Expand(path))
        {
            Values(file, complain, skipped ?? SkippedRecords.None, (json, place) =>
            {
                if (parser.Parse(json, place) is { } record)
                {
                    records.Add(record);
                }
            });
        }

        parser.NoteUnread();
        return records;
    }

    /// <summary>Passes on one value at a time, because the parsed values of a large file take more memory than its records.</summary>
    private static void Values(
        string file, Action<LlavaComplaint> complain, SkippedRecords skipped, Action<JsonElement, RecordPlace> take)
    {
        var bytes = Bytes(file);
        FileSniff.CheckText(file, bytes);
        try
        {
            if (file.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase))
            {
                Lines(bytes, file, complain, skipped, take);
            }
            else
            {
                List(bytes, file, skipped, take);
            }
        }
        catch (JsonException error)
        {
            throw new InputException(
                $"{file}: line {error.LineNumber + 1}", "this is not valid JSON.", JsonKinds.Reason(error, bytes), error);
        }
    }

    private static byte[] Bytes(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(file, "the data file cannot be read.", error.Message, error);
        }
    }

    private static void List(byte[] bytes, string file, SkippedRecords skipped, Action<JsonElement, RecordPlace> take)
    {
        var start = bytes.AsSpan().StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        var reader = new Utf8JsonReader(bytes.AsSpan(start));
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new InputException(
                file,
                "this JSON is not LLaVA's: the file must be a list of records.",
                "Put [ ] around the records, or call the file .jsonl where each line is one.");
        }

        var (line, counted, index) = (1, 0, -1);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var at = start + (int)reader.TokenStartIndex;
            line += bytes.AsSpan(counted..at).Count((byte)'\n');
            counted = at;
            var json = JsonElement.ParseValue(ref reader);
            if (!skipped.Contains(file, ++index))
            {
                take(json, new RecordPlace(file, index, line, at, start + (int)reader.BytesConsumed - at));
            }
        }

        // Text after the list is detected only by a further read.
        reader.Read();
    }

    private static void Lines(
        byte[] bytes, string file, Action<LlavaComplaint> complain, SkippedRecords skipped, Action<JsonElement, RecordPlace> take)
    {
        var (line, index) = (0, -1);
        foreach (var range in bytes.AsSpan().Split((byte)'\n'))
        {
            line++;
            var (at, length) = range.GetOffsetAndLength(bytes.Length);
            var content = bytes.AsSpan(at, length).TrimEnd((byte)'\r');

            // In concatenated files, each part keeps its byte-order mark.
            var mark = content.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
            content = content[mark..];
            if (content.Trim((ReadOnlySpan<byte>)" \t"u8).IsEmpty)
            {
                continue;
            }

            var place = new RecordPlace(file, ++index, line, at + mark, content.Length);
            if (!skipped.Contains(file, index) && Parse(content, place, complain) is { } json)
            {
                take(json, place);
            }
        }
    }

    private static JsonElement? Parse(ReadOnlySpan<byte> line, RecordPlace place, Action<LlavaComplaint> complain)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            var json = JsonElement.ParseValue(ref reader);
            reader.Read();
            return json;
        }
        catch (JsonException error)
        {
            complain(new LlavaComplaint(place, [], "this line is not valid JSON.", JsonKinds.Reason(error, line)));
            return null;
        }
    }
}
