using System.Text.Json;
using LmmCl.Evaluation.Scorers.Benchmarks;
using LmmCl.Evaluation.Scorers.Rules;
using LmmCl.Modeling.Files;

namespace LmmCl.Evaluation.Scorers.Generic;

/// <summary>
/// option-letter: one of several options. They come from <c>options</c> or <c>choices</c>, from <c>A. text</c> lines or an <c>Options:</c>
/// list in the question; otherwise every letter is an option. The gold answer is read by the same rule, so <c>B</c>, <c>B.</c> and the
/// option's text are all accepted.
/// </summary>
internal sealed class OptionLetterScorer(int version = 2) : GenericScorer("option-letter", version, 16)
{
    private static readonly SortedDictionary<char, string> AnyLetter = Options.InOrder(Enumerable.Repeat("", 26));

    /// <summary>Returns the question, and the options if the item has them in separate fields.</summary>
    public override string Prompt(JsonElement item, ScoringMode mode)
    {
        var listed = ListedOptions.Lines(item.Texts("options") is { Length: > 0 } options ? options : item.Texts("choices"));
        return listed.Length == 0 ? base.Prompt(item, mode) : $"{base.Prompt(item, mode)}\n{listed}";
    }

    protected override bool Matches(JsonElement item, string reply, string gold)
    {
        var options = Of(item);
        return Read(reply, options) is { } letter
            ? letter == Read(gold, options)
            : Version > 1 && Plain(gold) is { Length: > 0 } text && Plain(reply) == text;
    }

    protected override string? Reading(JsonElement item, string reply) => Read(reply, Of(item))?.ToString();

    /// <summary>Returns the problem with a gold answer that is not one of the options; null if all are.</summary>
    public string? FindUnlisted(JsonElement item)
    {
        var options = Of(item);
        return item.Texts("answer").FirstOrDefault(gold => Read(gold, options) is null) is { } other
            ? $"the gold answer '{Shown.Of(other)}' is none of the options {options.Keys.First()} to {options.Keys.Last()}, "
                + "so no reply can be right."
            : null;
    }

    /// <summary>Returns the problem with the option that a gold answer names; null if there is none.</summary>
    public string? FindUnclear(JsonElement item)
    {
        var options = Of(item);
        var texts = options.ToDictionary(option => option.Key, option => Plain(option.Value).ToLowerInvariant());
        if (texts.Values.All(text => text.Length == 0))
        {
            return null;
        }

        foreach (var letter in item.Texts("answer").Select(gold => Read(gold, options)).OfType<char>())
        {
            // Tables are exported with 'nan' where a cell is empty.
            if (texts[letter] is "" or "nan")
            {
                return $"the gold answer is option {letter}, which has no text{(texts[letter].Length == 0 ? "" : " but 'nan'")}.";
            }

            if (texts.FirstOrDefault(other => other.Key != letter && other.Value == texts[letter]) is { Key: not '\0' } twin)
            {
                return $"the gold answer is option {letter}, and option {twin.Key} has the same text.";
            }
        }

        return null;
    }

    private static string Plain(string text) => ReplyText.WithoutMarks(ReplyText.Of(text));

    private char? Read(string text, SortedDictionary<char, string> options) =>
        Version == 1 ? OptionLetter.Of(text, options) : OptionAnswer.Of(text, options);

    private SortedDictionary<char, string> Of(JsonElement item)
    {
        SortedDictionary<char, string>[] places = Version == 1
            ?
            [
                Options.InOrder(item.Texts("options")), Options.InOrder(item.Texts("choices")),
                Options.OfLines(item.Text("question")), Options.OfList(item.Text("question")),
            ]
            :
            [
                OptionLines.OfField(item, "options"), OptionLines.OfField(item, "choices"), OptionLines.OfQuestion(item.Text("question")),
            ];
        return places.FirstOrDefault(options => options.Count > 0) ?? AnyLetter;
    }
}
