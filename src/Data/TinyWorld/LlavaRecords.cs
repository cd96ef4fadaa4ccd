using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmmCl.Data.TinyWorld;

/// <summary>Records in the format of LLaVA's training data: id, image, two turns.</summary>
internal static class LlavaRecords
{
    public static readonly JsonSerializerOptions Json =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Creates a record; <paramref name="document"/> holds the fields that a benchmark's scorer needs.</summary>
    public static JsonObject Of(string id, string image, string prompt, string answer, JsonObject? document = null)
    {
        var record = new JsonObject
        {
            ["id"] = id,
            ["image"] = image,
            ["conversations"] = new JsonArray(
                new JsonObject { ["from"] = "human", ["value"] = "<image>\n" + prompt },
                new JsonObject { ["from"] = "gpt", ["value"] = answer }),
        };
        if (document is not null)
        {
            record["doc"] = document;
        }

        return record;
    }
}
