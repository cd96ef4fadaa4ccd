using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmmCl.Data.Published.Conversion;

/// <summary>
/// The manifest of converted records, which identifies their source files by content. It has no times and no paths, so the same files give
/// the same bytes on every machine.
/// </summary>
internal static class ConversionManifest
{
    /// <summary>Incremented whenever the same files would give different records.</summary>
    private const int Version = 1;

    private static readonly JsonSerializerOptions json = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Returns the inputs that determine the records.</summary>
    public static JsonObject Inputs(ConversionRequest request, IEnumerable<string> files) => new()
    {
        ["set"] = request.Set.Name,
        ["split"] = request.Split.Name,
        ["version"] = Version,
        ["seed"] = request.Seed,
        ["leaves_out_missing"] = request.LeavesOutMissing,
        ["sources"] = new JsonArray([.. files.Select(file => (JsonNode)new JsonObject
        {
            ["file"] = Path.GetFileName(file),
            ["bytes"] = new FileInfo(file).Length,
            ["sha256"] = HashOf(file),
        })]),
    };

    /// <summary>Returns the manifest's text.</summary>
    public static byte[] Text(JsonObject inputs, ConversionReport report, string dataHash)
    {
        var all = new JsonObject
        {
            ["inputs"] = inputs.DeepClone(),
            ["records"] = report.Records,
            ["pictures"] = report.Pictures,
            ["left_out"] = report.LeftOut,
            ["data"] = new JsonObject { ["file"] = Path.GetFileName(report.Data), ["sha256"] = dataHash },
        };
        return System.Text.Encoding.UTF8.GetBytes(all.ToJsonString(json) + "\n");
    }

    /// <summary>Reads a manifest; null if it is missing or incomplete.</summary>
    public static JsonObject? Read(string path)
    {
        try
        {
            return File.Exists(path) && JsonNode.Parse(File.ReadAllBytes(path)) is JsonObject all
                && all["inputs"] is JsonObject && all["data"]?["sha256"] is JsonValue ? all : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Returns the SHA-256 of a file in hexadecimal.</summary>
    public static string HashOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
