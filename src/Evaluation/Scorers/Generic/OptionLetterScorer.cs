using System.Text.Json;
using LmmCl.Evaluation.Scorers.Benchmarks;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Generic;

/// <summary>
/// option-letter: one of several options. They come from <c>options</c> or <c>choices</c>, from <c>A. text</c> lines or an <c>Options:</c>
/// list in the question; otherwise every letter is an option. The gold answer is read by the same rule, so <c>B</c>, <c>B.</c> and the
/// option's text are all accepted.
/// </summary>
internal sealed class OptionLetterScorer() : GenericScorer("option-letter", 16)
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
        return OptionLetter.Of(reply, options) is { } letter && letter == OptionLetter.Of(gold, options);
    }

    protected override string? Reading(JsonElement item, string reply) => OptionLetter.Of(reply, Of(item))?.ToString();

    private static SortedDictionary<char, string> Of(JsonElement item)
    {
        SortedDictionary<char, string>[] places =
        [
            Options.InOrder(item.Texts("options")), Options.InOrder(item.Texts("choices")),
            Options.OfLines(item.Text("question")), Options.OfList(item.Text("question")),
        ];
        return places.FirstOrDefault(options => options.Count > 0) ?? AnyLetter;
    }
}
