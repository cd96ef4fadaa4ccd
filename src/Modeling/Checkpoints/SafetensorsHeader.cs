using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;

namespace LmmCl.Modeling.Checkpoints;

/// <summary>The JSON header of a safetensors file: names, types, shapes, offsets.</summary>
internal static class SafetensorsHeader
{
    private static readonly Dictionary<string, int> bytesPerElement = new()
    {
        ["F64"] = 8,
        ["I64"] = 8,
        ["U64"] = 8,
        ["F32"] = 4,
        ["I32"] = 4,
        ["U32"] = 4,
        ["F16"] = 2,
        ["BF16"] = 2,
        ["I16"] = 2,
        ["U16"] = 2,
        ["I8"] = 1,
        ["U8"] = 1,
        ["BOOL"] = 1,
    };

    /// <summary>Returns the size in bytes of one value of a type in the format.</summary>
    public static int ElementSize(string dtype) => bytesPerElement[dtype];

    /// <summary>
    /// Parses and validates the header: known types, sizes that match shapes, and ranges within the file without gaps or overlaps.
    /// </summary>
    public static (Dictionary<string, SafetensorsEntry> Entries, Dictionary<string, string> Metadata) Parse(
        string path, byte[] header, long dataLength)
    {
        var entries = new Dictionary<string, SafetensorsEntry>();
        var metadata = new Dictionary<string, string>();
        try
        {
            using var json = JsonDocument.Parse(header);
            foreach (var property in json.RootElement.EnumerateObject())
            {
                if (property.Name == "__metadata__")
                {
                    metadata = property.Value.EnumerateObject().ToDictionary(item => item.Name, item => item.Value.GetString() ?? "");
                }
                else if (!entries.TryAdd(property.Name, ParseEntry(path, property, dataLength)))
                {
                    throw new InputException($"{path}: {property.Name}", "the tensor is listed twice.");
                }
            }
        }
        catch (Exception error) when (
            error is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException)
        {
            throw new InputException(
                path,
                $"header: it is not a safetensors header ({error.Message}).",
                "Download or write the file again.",
                error);
        }

        CheckCoverage(path, entries.Values, dataLength);
        return (entries, metadata);
    }

    private static SafetensorsEntry ParseEntry(string path, JsonProperty property, long dataLength)
    {
        var place = $"{path}: {property.Name}";
        var dtype = property.Value.GetProperty("dtype").GetString() ?? "";
        if (!bytesPerElement.TryGetValue(dtype, out var size))
        {
            throw new InputException(place, $"dtype '{dtype}' is unknown.", NearMatches.Suggest(dtype, bytesPerElement.Keys));
        }

        var shape = property.Value.GetProperty("shape").EnumerateArray().Select(dimension => dimension.GetInt64()).ToArray();
        var offsets = property.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64()).ToArray();
        if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] < offsets[0] || offsets[1] > dataLength)
        {
            throw new InputException(
                place,
                $"data_offsets [{string.Join(", ", offsets)}] do not lie inside the {dataLength} bytes of data.",
                "The file is damaged or cut off.");
        }

        // A negative dimension or a product beyond any file's length makes the result negative, which matches no range.
        var expected = shape.Aggregate(
            (Int128)size,
            (product, side) => side < 0 || product < 0 || product > long.MaxValue ? -1 : product * side);
        if (expected != offsets[1] - offsets[0])
        {
            throw new InputException(
                place,
                $"shape [{string.Join(", ", shape)}] of {dtype} needs {expected} bytes, data_offsets give {offsets[1] - offsets[0]}.",
                "The file is damaged.");
        }

        return new SafetensorsEntry(property.Name, dtype, shape, offsets[0], offsets[1]);
    }

    private static void CheckCoverage(string path, IEnumerable<SafetensorsEntry> entries, long dataLength)
    {
        var position = 0L;
        foreach (var entry in entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.Begin != position)
            {
                throw new InputException(
                    $"{path}: {entry.Name}",
                    $"its data begin at {entry.Begin}, the tensor before ends at {position}.",
                    "Tensors must follow each other without gap or overlap.");
            }

            position = entry.End;
        }

        if (position != dataLength)
        {
            throw new InputException(
                path,
                $"the tensors end at byte {position} of {dataLength}.",
                "The file has bytes that no tensor owns.");
        }
    }
}
