using System.Text.Json.Nodes;
using LmmCl.Data.Published.Tables;

namespace LmmCl.Data.Published.Sets;

/// <summary>A row as a record of LLaVA's format, before its pictures are written.</summary>
/// <param name="Pictures">Its pictures, in order.</param>
/// <param name="Question">Text of the human turn, without picture markers.</param>
/// <param name="Answer">Text of the gpt turn: the training target, or the gold answer in readable form.</param>
internal sealed record Example(IReadOnlyList<PictureSource> Pictures, string Question, string Answer)
{
    /// <summary>Id of the record; null for one from its position.</summary>
    public string? Id { get; init; }

    /// <summary>Fields for the scorer of a test record, which also makes the prompt from them; null for question and answer.</summary>
    public JsonObject? Document { get; init; }

    /// <summary>An example whose test record has the fields <c>question</c> and <c>answer</c>.</summary>
    public static Example Of(PictureSource picture, string question, string answer) => new([picture], question, answer)
    {
        Document = new JsonObject { ["question"] = question, ["answer"] = answer },
    };

    /// <summary>A JSON list of texts.</summary>
    public static JsonArray List(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
