using System.Globalization;
using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Data.Images;
using LmmCl.Modeling.Files;

namespace LmmCl.Data.Published.Tables;

/// <summary>A JSON file of rows: a list of objects, an object whose <c>data</c> is such a list, or one object per line.</summary>
internal sealed class JsonTable : ITable
{
    private const int RowsLookedAt = 100;
    private const int ShortestBase64 = 64;

    private static readonly JsonReaderOptions severalValues = new() { AllowMultipleValues = true };

    private readonly List<JsonElement> rows;

    public JsonTable(string path)
    {
        File = path;
        rows = Parse(TextFile.ReadBytes(path));
        try
        {
            Columns = [.. rows.Take(RowsLookedAt).SelectMany(row => row.EnumerateObject()).Select(field => field.Name).Distinct()];
        }
        catch (InvalidOperationException error)
        {
            throw new InputException(path, "the name of a field has half a surrogate pair, which is not a character.", null, error);
        }
    }

    public string File { get; }

    public IReadOnlyList<string> Sources => [File];

    public IReadOnlyList<string> Columns { get; }

    public IEnumerable<Row> Read(IReadOnlyList<Column> columns)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            var (json, number) = (rows[i], i + 1);
            yield return new Row(File, number, columns.ToDictionary(column => column.Name, column => Value(json, number, column)));
        }
    }

    public void Dispose()
    {
    }

    private object? Value(JsonElement row, int number, Column column)
    {
        try
        {
            if (!row.TryGetProperty(column.Name, out var value) || value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            {
                return null;
            }

            return column.Kind switch
            {
                ColumnKind.Text or ColumnKind.Number => Scalar(value),
                ColumnKind.Texts => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(Text).ToArray() : Scalar(value),
                ColumnKind.Picture => Picture(value),
                _ => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(Picture).ToArray() : Picture(value),
            } ?? throw Unexpected(number, column, value);
        }
        catch (InvalidOperationException error)
        {
            throw new InputException(
                $"{File}: row {number}: {column.Name}", "a text has half a surrogate pair, which is not a character.", null, error);
        }
    }

    private InputException Unexpected(int number, Column column, JsonElement value) => new(
        $"{File}: row {number}: {column.Name}",
        $"holds {value.ValueKind.ToString().ToLowerInvariant()}, where {column.Expected} are expected.",
        "Check that this is the published file.");

    private static object? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : value.GetRawText(),
        _ => null,
    };

    private static string? Text(JsonElement value) =>
        Scalar(value) is { } one ? Convert.ToString(one, CultureInfo.InvariantCulture) : null;

    /// <summary>A path, base64, or an object of <c>bytes</c> in base64 and <c>path</c>.</summary>
    private static PictureSource? Picture(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when value.GetString() is { Length: > 0 } text =>
            FromBase64(text) is { } bytes ? new(bytes, null) : new(null, text),
        JsonValueKind.Object when value.TryGetProperty("bytes", out var bytes) && bytes.ValueKind == JsonValueKind.String =>
            FromBase64(bytes.GetString()!) is { } content ? new(content, null) : null,
        JsonValueKind.Object when value.TryGetProperty("path", out var path) && path.ValueKind == JsonValueKind.String =>
            new(null, path.GetString()),
        _ => null,
    };

    /// <summary>Returns the picture that a text encodes; null for a text that is a path.</summary>
    private static byte[]? FromBase64(string text)
    {
        var comma = text.StartsWith("data:", StringComparison.Ordinal) ? text.IndexOf(',', StringComparison.Ordinal) + 1 : 0;
        var code = text.AsSpan(comma);
        var bytes = new byte[code.Length];
        return code.Length >= ShortestBase64 && Convert.TryFromBase64Chars(code, bytes, out var length)
            && (comma > 0 || ImageFormats.Detect(bytes.AsSpan(0, length)) != ImageFormat.Unknown)
            ? bytes[..length]
            : null;
    }

    private List<JsonElement> Parse(ReadOnlyMemory<byte> bytes)
    {
        var found = new List<JsonElement>();
        var number = 0;
        try
        {
            var reader = new Utf8JsonReader(bytes.Span, severalValues);
            while (reader.Read())
            {
                number++;
                found.Add(JsonElement.ParseValue(ref reader));
            }
        }
        catch (JsonException error)
        {
            throw new InputException(
                $"{File}: line {error.LineNumber + 1}",
                "this is not valid JSON.",
                $"{error.Message.Split(" LineNumber:")[0]} Download the file again if it is truncated.",
                error);
        }

        var list = found is [{ ValueKind: JsonValueKind.Array } rows] ? rows
            : found is [{ ValueKind: JsonValueKind.Object } one] && one.TryGetProperty("data", out var data)
                && data.ValueKind == JsonValueKind.Array ? data
            : (JsonElement?)null;
        var all = list is { } inner ? [.. inner.EnumerateArray()] : found;
        if (all.FindIndex(row => row.ValueKind != JsonValueKind.Object) is >= 0 and var wrong)
        {
            throw new InputException(
                $"{File}: row {wrong + 1}", "a row must be an object.", "Check that this is the published file.");
        }

        return all.Count > 0 ? all : throw new InputException(File, "the file has no rows.");
    }
}
