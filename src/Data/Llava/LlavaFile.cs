using System.Text.Json;
using LmmCl.Abstractions;

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
    public static IReadOnlyList<LlavaRecord> Read(string path) => Read(path, complaint => throw complaint.AsError());

    /// <summary>Returns the files that <paramref name="path"/> denotes: itself, or one per alternative in its braces.</summary>
    public static IReadOnlyList<string> Expand(string path)
    {
        var (open, close) = (path.IndexOf('{'), path.IndexOf('}'));
        return open < 0 || close < open
            ? [path]
            : [.. path[(open + 1)..close].Split(',').Select(choice => $"{path[..open]}{choice.Trim()}{path[(close + 1)..]}")];
    }

    /// <summary>Reads the usable records; problems with the others are reported to <paramref name="complain"/>.</summary>
    internal static List<LlavaRecord> Read(string path, Action<LlavaComplaint> complain)
    {
        var parser = new LlavaRecordParser(complain);
        return [.. Expand(path).SelectMany(Values).Select(entry => parser.Parse(entry.Json, entry.Place)).OfType<LlavaRecord>()];
    }

    private static List<(JsonElement Json, RecordPlace Place)> Values(string file)
    {
        var bytes = Bytes(file);
        try
        {
            return file.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) ? Lines(bytes, file) : List(bytes, file);
        }
        catch (JsonException error)
        {
            throw new InputException($"{file}: line {error.LineNumber + 1}", "this is not valid JSON.", Reason(error), error);
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

    private static List<(JsonElement Json, RecordPlace Place)> List(byte[] bytes, string file)
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

        var result = new List<(JsonElement, RecordPlace)>();
        var (line, counted) = (1, 0);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var at = start + (int)reader.TokenStartIndex;
            line += bytes.AsSpan(counted..at).Count((byte)'\n');
            counted = at;
            var json = JsonElement.ParseValue(ref reader);
            result.Add((json, new RecordPlace(file, result.Count, line, at, start + (int)reader.BytesConsumed - at)));
        }

        // Text after the list is detected only by a further read.
        reader.Read();
        return result;
    }

    private static List<(JsonElement Json, RecordPlace Place)> Lines(byte[] bytes, string file)
    {
        var result = new List<(JsonElement, RecordPlace)>();
        var line = 0;
        foreach (var range in bytes.AsSpan().Split((byte)'\n'))
        {
            line++;
            var (at, length) = range.GetOffsetAndLength(bytes.Length);
            var content = bytes.AsSpan(at, length).TrimEnd((byte)'\r');
            var skipped = line == 1 && content.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
            content = content[skipped..];
            if (content.Trim((ReadOnlySpan<byte>)" \t"u8).IsEmpty)
            {
                continue;
            }

            var place = new RecordPlace(file, result.Count, line, at + skipped, content.Length);
            result.Add((Parse(content, place), place));
        }

        return result;
    }

    private static JsonElement Parse(ReadOnlySpan<byte> line, RecordPlace place)
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
            throw new InputException($"{place.File}: line {place.Line}", "this line is not valid JSON.", Reason(error), error);
        }
    }

    /// <summary>Returns the parser's message without its own zero-based line and byte counts.</summary>
    private static string Reason(JsonException error) => error.Message.Split(" LineNumber:")[0];
}
