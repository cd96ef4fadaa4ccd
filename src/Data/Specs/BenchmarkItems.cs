using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Data.Llava;

namespace LmmCl.Data.Specs;

/// <summary>Reads a benchmark's test file.</summary>
public static class BenchmarkItems
{
    /// <summary>Returns the questions, in file order.</summary>
    /// <exception cref="InputException">
    /// The file is malformed or empty, an image is missing, a record has neither <c>doc</c> nor question and answer, or an id is
    /// duplicated.
    /// </exception>
    public static IReadOnlyList<BenchmarkItem> Read(BenchmarkSpec spec)
    {
        var folder = new PictureFolder(spec.Pictures);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var items = new List<BenchmarkItem>();
        foreach (var record in LlavaFile.Read(spec.Test))
        {
            if (!ids.Add(record.Id))
            {
                throw record.Place.Wrong(["id"], $"the id '{record.Id}' is there twice.", "Answers are kept under the record's id.");
            }

            items.Add(Of(record, folder));
        }

        return items.Count > 0 ? items : throw new InputException(spec.Test, "the test file has no records.");
    }

    /// <summary>Returns a record's question.</summary>
    /// <exception cref="InputException">An image is missing, or there is neither <c>doc</c> nor question and answer.</exception>
    public static BenchmarkItem Of(LlavaRecord record, PictureFolder folder) =>
        new(record.Id, folder.PathsOf(record), Document(record), Question(record)) { System = record.System };

    private static JsonElement Document(LlavaRecord record)
    {
        if (record.Document is { } document)
        {
            return document;
        }

        if (record.Turns.All(turn => turn.Speaker != LlavaTurn.User) || record.Turns.All(turn => turn.Speaker != LlavaTurn.Assistant))
        {
            throw record.Place.Wrong(
                [record.TurnsField],
                "a test record needs a human turn (the question) and a gpt turn (the gold answer).",
                "Or give the benchmark's own fields in 'doc'.");
        }

        return JsonSerializer.SerializeToElement(
            new Dictionary<string, string> { ["question"] = record.Question, ["answer"] = record.Answer });
    }

    private static string Question(LlavaRecord record) =>
        record.Question.Length == 0 && record.Document is { } document
            && document.TryGetProperty("question", out var question) && question.ValueKind == JsonValueKind.String
            ? question.GetString()!
            : record.Question;
}
