using System.Text.Json;
using LmmCl.Abstractions;

namespace LmmCl.Evaluation.Benchmarks;

/// <summary>An answer as a per-sample file shows it: question, gold answers, reply and the scores written beside them.</summary>
/// <param name="Id">Id of the item.</param>
/// <param name="Question">The question; the whole prompt if the item has none.</param>
/// <param name="Gold">Accepted answers.</param>
/// <param name="Reply">The model's reply.</param>
/// <param name="Reading">The scorer's interpretation of the reply; null if it could not be interpreted.</param>
/// <param name="Scores">Scores by metric, usually between 0 and 1; null where the item does not count.</param>
public sealed record StoredSample(
    string Id,
    string Question,
    IReadOnlyList<string> Gold,
    string Reply,
    string? Reading,
    IReadOnlyDictionary<string, double?> Scores)
{
    /// <summary>Reads the content of a per-sample file.</summary>
    /// <param name="content">Its bytes.</param>
    /// <param name="path">Origin of the content, for error messages.</param>
    /// <exception cref="InputException">A line is no answer; the message names it.</exception>
    public static IReadOnlyList<StoredSample> ReadAll(ReadOnlyMemory<byte> content, string path)
    {
        var samples = new List<StoredSample>();
        for (var (line, rest) = (1, content); !rest.IsEmpty; line++)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            var text = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (line > 1)
            {
                samples.Add(Read(text, $"{path}: line {line}"));
            }
        }

        return samples;
    }

    private static StoredSample Read(ReadOnlyMemory<byte> line, string place)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var answer = document.RootElement;
            return new(
                answer.GetProperty("id").GetString()!,
                QuestionOf(answer),
                answer.TryGetProperty("gold", out var gold) ? [.. gold.EnumerateArray().Select(text => text.GetString()!)] : [],
                answer.GetProperty("reply").GetString()!,
                answer.TryGetProperty("reading", out var reading) ? reading.GetString() : null,
                answer.TryGetProperty("default", out var scores) ? ScoresOf(scores) : new Dictionary<string, double?>());
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InputException(place, "this line is not an answer.", "The file was cut or edited; see 'lmmcl audit verify'.", error);
        }
    }

    private static string QuestionOf(JsonElement answer) =>
        answer.TryGetProperty("doc", out var item) && item.ValueKind == JsonValueKind.Object
            && item.TryGetProperty("question", out var question) && question.ValueKind == JsonValueKind.String
            ? question.GetString()!
            : answer.GetProperty("prompt").GetString()!;

    private static Dictionary<string, double?> ScoresOf(JsonElement scores) => scores.EnumerateObject()
        .Where(score => score.Value.ValueKind is JsonValueKind.Number or JsonValueKind.Null)
        .ToDictionary(score => score.Name, score => score.Value.ValueKind == JsonValueKind.Null ? (double?)null : score.Value.GetDouble());
}
