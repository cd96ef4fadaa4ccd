using LmmCl.Abstractions;
using LmmCl.Data.Llava;
using LmmCl.Modeling.Files;
using LmmCl.Modeling.Tokenizers;

namespace LmmCl.Data.Checks;

/// <summary>
/// Checks well-formed records for semantic errors: order of turns, markers, control tokens, empty or long answers, duplicate ids.
/// </summary>
/// <param name="tokenizer">Counts the tokens of an answer; null counts words.</param>
/// <param name="answerLimit">Longest answer.</param>
/// <param name="asksOnly">True for test records: each has one question, one gold answer and an id of its own.</param>
/// <param name="controls">Texts that the model's tokenizer reads as control tokens; null for those of well-known models.</param>
internal sealed class RecordRules(ITokenizer? tokenizer, int answerLimit, bool asksOnly = false, IReadOnlyList<string>? controls = null)
{
    private const string Alternate = "They go human, gpt, human, gpt, and end with gpt.";

    private static readonly string[] speakers = ["human", "gpt", "user", "assistant", "system"];
    private static readonly string[] wellKnownControls =
    [
        "<|im_start|>", "<|im_end|>", "<|endoftext|>", "<|begin_of_text|>", "<|end_of_text|>", "<|start_header_id|>", "<|end_header_id|>",
        "<|eot_id|>", "<|vision_start|>", "<|vision_end|>", "<|image_pad|>", "<|video_pad|>", "<|object_ref_start|>", "<|box_start|>",
    ];

    private static readonly string[] otherMarkers =
    [
        "<video>", "<audio>", "<image_placeholder>", "<ImageHere>", "<img>", "<IMG>", "<Image>", "<IMAGE>", "<image >",
        "< image>", "[image]",
    ];

    private readonly Dictionary<string, RecordPlace> known = new(StringComparer.Ordinal);
    private bool twinsSaid;

    public IEnumerable<LlavaComplaint> Complaints(LlavaRecord record) =>
        [.. Twins(record), .. Order(record), .. Markers(record), .. Controls(record), .. Answers(record)];

    /// <summary>
    /// Reports duplicate ids: only the first in training data, since LLaVA's own mix repeats ids; all in test data, whose answers are
    /// stored by id.
    /// </summary>
    private IEnumerable<LlavaComplaint> Twins(LlavaRecord record)
    {
        if (known.TryAdd(record.Id, record.Place) || (!asksOnly && twinsSaid))
        {
            yield break;
        }

        twinsSaid = true;
        yield return new(
            record.Place,
            ["id"],
            $"the id '{Shown.Of(record.Id)}' is there already, in line {known[record.Id].Line}.",
            asksOnly ? "Give every record an id of its own." : "Nothing to do: ids of training records need not differ.")
        {
            IsNote = !asksOnly,
        };
    }

    /// <summary>Checks that human and gpt alternate, with human first and gpt last. Reports the first violation.</summary>
    private IEnumerable<LlavaComplaint> Order(LlavaRecord record)
    {
        var first = record.Turns is [{ Speaker: LlavaTurn.System }, ..] ? 1 : 0;
        for (var i = first; i < record.Turns.Count; i++)
        {
            var turn = record.Turns[i];
            var (expected, name) = (i - first) % 2 == 0 ? (LlavaTurn.User, "human") : (LlavaTurn.Assistant, "gpt");
            if (turn.Speaker != expected)
            {
                var found = Shown.Of((turn.Role is not null && turn.Content is not null ? turn.Role : turn.From) ?? "");
                var (problem, fix) = turn.Speaker switch
                {
                    LlavaTurn.System => ("a system turn follows other turns.", "Only the first turn may be a system turn."),
                    LlavaTurn.User or LlavaTurn.Assistant => (
                        $"the turns are out of order: '{name}' is expected here, not '{found}'.",
                        i == first ? $"{Alternate} Add the question before it, or leave it out." : Alternate),
                    "tool" or "function" or "function_call" or "observation" or "function_response" => (
                        $"'{found}' turns are not supported.", "Leave out records that call tools."),
                    _ => ($"the turns are out of order: '{name}' is expected here, not '{found}'.", Meant(found)),
                };
                return [new(record.Place, [record.TurnsField, i], problem, fix)];
            }
        }

        var spoken = record.Turns.Count - first;
        if (spoken % 2 != 0)
        {
            return
            [
                new(
                    record.Place,
                    [record.TurnsField, record.Turns.Count - 1],
                    "the last turn is a question without an answer.",
                    "Add a gpt turn."),
            ];
        }

        return spoken == 0 && record.Turns.Count > 0
            ? [new(record.Place, [record.TurnsField], "there is a system turn and no other.", Alternate)]
            : asksOnly && spoken > 2
                ?
                [
                    new(
                        record.Place,
                        [record.TurnsField, first + 2],
                        $"a test record asks one question, this has {spoken / 2}.",
                        "Write a record with an id of its own for each."),
                ]
                : [];
    }

    private static string Meant(string speaker) => NearMatches.Suggest(speaker, speakers) is var suggestion
        && suggestion.StartsWith("Did", StringComparison.Ordinal) ? suggestion : $"Turns are from human and gpt. {Alternate}";

    private static IEnumerable<LlavaComplaint> Markers(LlavaRecord record)
    {
        if (record.Turns.Count == 0 || !record.Turns.All(IsFromKnownSpeaker))
        {
            // Markers of an unknown speaker cannot be attributed to either side; the speaker itself is already reported.
            yield break;
        }

        for (var i = 0; i < record.Turns.Count; i++)
        {
            if (record.Turns[i].Speaker is LlavaTurn.Assistant or LlavaTurn.System && PictureMarker.Count(record.Turns[i].Text) > 0)
            {
                var what = record.Turns[i].Speaker == LlavaTurn.System ? "a system text" : "an answer";
                yield return new(
                    record.Place,
                    [record.TurnsField, i, "value"],
                    $"{what} holds the picture marker {PictureMarker.Text}.",
                    "Put image markers in human turns.");
            }
        }

        var asked = record.Turns.Where(turn => turn.Speaker == LlavaTurn.User).ToList();
        var markers = asked.Sum(turn => PictureMarker.Count(turn.Text));
        var pictures = record.Pictures?.Count ?? 0;
        if (markers != pictures)
        {
            var other = otherMarkers.FirstOrDefault(marker => asked.Any(turn => turn.Text.Contains(marker, StringComparison.Ordinal)));
            yield return new(
                record.Place,
                [record.TurnsField],
                $"{pictures} pictures are given and {markers} markers {PictureMarker.Text} are in the human turns.",
                other is null ? "Put one marker for each picture." : $"Write {PictureMarker.Text} for {other}, once for each picture.");
        }
    }

    private static bool IsFromKnownSpeaker(LlavaTurn turn) => turn.Speaker is LlavaTurn.User or LlavaTurn.Assistant or LlavaTurn.System;

    /// <summary>Reports texts that the model would read as control tokens, such as the end of a turn.</summary>
    private IEnumerable<LlavaComplaint> Controls(LlavaRecord record)
    {
        for (var i = 0; i < record.Turns.Count; i++)
        {
            var text = record.Turns[i].Text;
            var control = (controls ?? wellKnownControls)
                .FirstOrDefault(token => token != PictureMarker.Text && text.Contains(token, StringComparison.Ordinal));
            if (control is not null)
            {
                yield return new(
                    record.Place,
                    [record.TurnsField, i],
                    $"the text holds '{control}', which the model reads as a control token.",
                    "Take it out, or write it another way.");
            }
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
                yield return new(record.Place, [record.TurnsField, i], "the answer is empty.", "Write it, or leave the record out.");
            }
            else if (Length(text) is var length && length > answerLimit)
            {
                var unit = tokenizer is null ? "words" : "tokens";
                yield return new(
                    record.Place,
                    [record.TurnsField, i],
                    $"the answer has {length} {unit}, the limit is {answerLimit} tokens.",
                    "Shorten it, or raise max_new_tokens.");
            }
        }

        if (record.Turns.Count > 0 && record.Turns.All(turn => turn.Speaker != LlavaTurn.Assistant || !turn.IsLearned))
        {
            if (record.Turns.Any(turn => turn.Speaker == LlavaTurn.Assistant))
            {
                yield return new(record.Place, [record.TurnsField], "no answer is learned: each has weight 0.", "Leave the record out.");
            }
        }
    }

    private int Length(string text) =>
        tokenizer?.Encode(text).Count ?? text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
