using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Data.Llava;
using LmmCl.Data.Published.Sets;

namespace LmmCl.Data.Published.Conversion;

/// <summary>An example as a line of LLaVA's format.</summary>
internal static class RecordLine
{
    private static readonly JsonSerializerOptions json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the line, without its end.</summary>
    /// <param name="id">Id of the record.</param>
    /// <param name="pictures">Paths of its pictures.</param>
    /// <param name="example">The example.</param>
    /// <param name="isTest">True for a record with the fields of its scorer.</param>
    public static string Of(string id, IReadOnlyList<string> pictures, Example example, bool isTest)
    {
        var question = example.Question.Replace(PictureMarker.Text, "", StringComparison.Ordinal).Trim();
        var markers = string.Concat(Enumerable.Repeat(PictureMarker.Text + "\n", pictures.Count));
        var record = new JsonObject
        {
            ["id"] = id,
            ["image"] = pictures.Count == 1 ? pictures[0] : Example.List(pictures),
            ["conversations"] = new JsonArray(
                new JsonObject { ["from"] = "human", ["value"] = markers + question },
                new JsonObject { ["from"] = "gpt", ["value"] = example.Answer }),
        };
        if (isTest && example.Document is { } document)
        {
            record["doc"] = document;
        }

        return record.ToJsonString(json);
    }
}
