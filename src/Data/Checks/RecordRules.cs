using LmmCl.Data.Llava;
using LmmCl.Modeling.Tokenizers;

namespace LmmCl.Data.Checks;

/// <summary>Checks well-formed records for semantic errors: order of turns, markers, empty or long answers, duplicate ids.</summary>
internal sealed class RecordRules(ITokenizer? tokenizer, int answerLimit)
{
    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);

    public IEnumerable<LlavaComplaint> Complaints(LlavaRecord record)
    {
        if (!lines.TryAdd(record.Id, record.Place.Line))
        {
            yield return new(
                record.Place,
                ["id"],
                $"the id '{record.Id}' is there already, in line {lines[record.Id]}.",
                "Give every record an id of its own.");
        }

        foreach (var complaint in Order(record).Concat(Markers(record)).Concat(Answers(record)))
        {
            yield return complaint;
        }
    }

    /// <summary>Checks that human and gpt alternate, with human first and gpt last. Reports the first violation.</summary>
    private static IEnumerable<LlavaComplaint> Order(LlavaRecord record)
    {
        for (var i = 0; i < record.Turns.Count; i++)
        {
            var (expected, name) = i % 2 == 0 ? (LlavaTurn.User, "human") : (LlavaTurn.Assistant, "gpt");
            if (record.Turns[i].Speaker != expected)
            {
                var found = record.Turns[i].From ?? record.Turns[i].Role;
                var problem = $"the turns are out of order: '{name}' is expected here, not '{found}'.";
                return [new(record.Place, ["conversations", i], problem, "They go human, gpt, human, gpt, and end with gpt.")];
            }
        }

        return record.Turns.Count % 2 == 0
            ? []
            :
            [
                new(
                    record.Place,
                    ["conversations", record.Turns.Count - 1],
                    "the last turn is a question without an answer.",
                    "Add a gpt turn."),
            ];
    }

    private static IEnumerable<LlavaComplaint> Markers(LlavaRecord record)
    {
        if (record.Turns.Count == 0)
        {
            yield break;
        }

        for (var i = 0; i < record.Turns.Count; i++)
        {
            if (record.Turns[i].Speaker == LlavaTurn.Assistant && PictureMarker.Count(record.Turns[i].Text) > 0)
            {
                yield return new(
                    record.Place,
                    ["conversations", i, "value"],
                    $"an answer holds the picture marker {PictureMarker.Text}.",
                    "Markers belong into human turns.");
            }
        }

        var markers = record.Turns.Where(turn => turn.Speaker == LlavaTurn.User).Sum(turn => PictureMarker.Count(turn.Text));
        var pictures = record.Pictures?.Count ?? 0;
        if (markers != pictures)
        {
            yield return new(
                record.Place,
                ["conversations"],
                $"{pictures} pictures are given and {markers} markers {PictureMarker.Text} are in the human turns.",
                "Put one marker for each picture.");
        }
    }

    private IEnumerable<LlavaComplaint> Answers(LlavaRecord record)
    {
        for (var i = 0; i < record.Turns.Count; i++)
        {
            var text = record.Turns[i].Text;
            if (record.Turns[i].Speaker != LlavaTurn.Assistant)
            {
                continue;
            }

            if (string.IsNullOrWhiteSpace(text))
            {
                yield return new(record.Place, ["conversations", i], "the answer is empty.", "Write it, or leave the record out.");
            }
            else if (Length(text) is var length && length > answerLimit)
            {
                var unit = tokenizer is null ? "words" : "tokens";
                yield return new(
                    record.Place,
                    ["conversations", i],
                    $"the answer has {length} {unit}, the limit is {answerLimit} tokens.",
                    "Shorten it, or raise max_new_tokens.");
            }
        }
    }

    private int Length(string text) =>
        tokenizer?.Encode(text).Count ?? text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
