using System.Globalization;
using System.Text.Json;
using LmmCl.Abstractions;

namespace LmmCl.Data.Llava;

/// <summary>
/// Location of a record. Lines of individual fields are found by reading the record again, which is only needed for error messages.
/// </summary>
/// <param name="File">Path of the file.</param>
/// <param name="Index">Position in the list, from 0.</param>
/// <param name="Line">Line of the record's start, from 1.</param>
/// <param name="Offset">Offset of its first byte in the file.</param>
/// <param name="Length">Length in bytes.</param>
public sealed record RecordPlace(string File, int Index, int Line, long Offset, int Length)
{
    /// <summary>Location of a record that does not come from a file.</summary>
    public static RecordPlace Nowhere { get; } = new("record", 0, 1, 0, 0);

    /// <summary>
    /// Returns the line of a field such as <c>conversations</c>, 1, <c>value</c>; the record's own line if the field is absent.
    /// </summary>
    public int LineOf(params IReadOnlyList<object> path)
    {
        try
        {
            using var stream = System.IO.File.OpenRead(File);
            stream.Position = Offset;
            var bytes = new byte[Length];
            stream.ReadExactly(bytes);
            return Line + LinesBefore(bytes, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            // The file was removed or changed since it was read, so only the record's own line is known.
            return Line;
        }
    }

    /// <summary>Creates an error at a field of this record.</summary>
    public InputException Wrong(IReadOnlyList<object> path, string problem, string? fix = null) =>
        new($"{File}: line {LineOf(path)}: {Field(path)}", problem, fix);

    /// <summary>Formats a field for messages, such as <c>[3].conversations[1].value</c>.</summary>
    public string Field(params IReadOnlyList<object> path) => string.Concat(
        path
            .Select(step => step is int index ? string.Create(CultureInfo.InvariantCulture, $"[{index}]") : $".{step}")
            .Prepend($"[{Index}]"));

    private static int LinesBefore(byte[] bytes, IReadOnlyList<object> path)
    {
        var reader = new Utf8JsonReader(bytes);
        reader.Read();
        foreach (var step in path)
        {
            if (!Enter(ref reader, step))
            {
                break;
            }
        }

        return bytes.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n');
    }

    /// <summary>Advances from the start of an object or list to one of its values.</summary>
    private static bool Enter(ref Utf8JsonReader reader, object step)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return false;
        }

        var start = reader;
        for (var index = 0; reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray); index++)
        {
            var found = step is int wanted && start.TokenType == JsonTokenType.StartArray && wanted == index;
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                found = step is string name && reader.ValueTextEquals(name);
                reader.Read();
            }

            if (found)
            {
                return true;
            }

            reader.Skip();
        }

        reader = start;
        return false;
    }
}
