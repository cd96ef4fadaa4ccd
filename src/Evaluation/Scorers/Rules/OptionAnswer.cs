using System.Text.RegularExpressions;

namespace LmmCl.Evaluation.Scorers.Rules;

/// <summary>
/// option-letter-2: the option that a reply selects, as a person reads it. A clear first answer takes precedence over a later mention, a
/// denied option does not count, and several letters at one place are no answer.
/// </summary>
internal static partial class OptionAnswer
{
    private const int Mentioned = 1;
    private const int Stated = 2;
    private const int Leading = 3;
    private const int Announced = 4;
    private const int Final = 5;

    /// <summary>
    /// Number of characters examined around a mention; a limit keeps long replies from being scanned again for every mention.
    /// </summary>
    private const int Context = 80;

    /// <summary>Number of mentions examined at either end of a reply.</summary>
    private const int Mentions = 100;

    private static readonly char[] wrapping = [.. " \t\r\n.,:;!?()[]{}<>*`'\"$_\u3002\u3001\u300A\u300B\u300C\u300D\u3010\u3011"];

    /// <summary>Returns the letter of one of <paramref name="options"/>, or null.</summary>
    public static char? Of(string reply, IReadOnlyDictionary<char, string> options)
    {
        var text = ReplyText.Of(reply);
        if (text.Trim(wrapping) is [var only])
        {
            return Known(only, options);
        }

        return Spelled(text, options) ?? (Stands(text, options, out var letter) ? letter : Named(text, options));
    }

    /// <summary>Returns the option whose text is the whole reply, with or without its letter.</summary>
    private static char? Spelled(string text, IReadOnlyDictionary<char, string> options)
    {
        var wanted = Words(text);
        var equal = options.Where(option => Words(option.Value) is { Length: > 0 } words && words == wanted).Select(option => option.Key)
            .ToArray();
        return equal is [var only] ? only : null;
    }

    /// <summary>
    /// Returns true if letters are mentioned; <paramref name="answer"/> is then the letter of the clearest mention, or null if those
    /// disagree.
    /// </summary>
    private static bool Stands(string text, IReadOnlyDictionary<char, string> options, out char? answer)
    {
        var all = LetterAlone().Matches(text);
        var mentions = all.Take(Mentions).Concat(all.Skip(Mentions).TakeLast(Mentions))
            .Select(match => (Letter: Known(match.Groups["letter"].Value[0], options), Match: match))
            .Where(mention => mention.Letter is not null)
            .Select(mention => (Letter: mention.Letter!.Value, mention.Match, Rank: Rank(text, mention.Match, options)))
            .Where(mention => mention.Rank > 0)
            .ToList();
        answer = null;
        if (mentions.Count == 0)
        {
            return false;
        }

        var clearest = mentions.Max(mention => mention.Rank);
        var chosen = mentions.Where(mention => mention.Rank == clearest).ToList();

        // A later announcement corrects an earlier one; letters that are only mentioned must agree.
        var last = clearest >= Announced ? chosen[^1..] : chosen;
        var letters = last.Select(mention => mention.Letter).Distinct().ToArray();
        answer = letters is [var only] && !(clearest > Mentioned && HasAlternative(text, last[^1].Match, options)) ? only : null;
        return true;
    }

    /// <summary>Returns the rank of a mention by how clearly it states the answer; 0 if it does not.</summary>
    private static int Rank(string text, Match mention, IReadOnlyDictionary<char, string> options)
    {
        var letter = mention.Groups["letter"];
        var end = mention.Index + mention.Length;
        var before = text[Math.Max(0, mention.Index - Context)..mention.Index];
        var after = text[end..Math.Min(text.Length, end + Context)];
        if (Denied().IsMatch(before) || Refuted().IsMatch(after))
        {
            return 0;
        }

        if (FinalAnswer().IsMatch(before))
        {
            return Final;
        }

        if (Announcement().IsMatch(before) || Instead().IsMatch(before))
        {
            return Announced;
        }

        var bare = mention.Length == letter.Length;
        if (bare && letter.Value is "A" or "I" && WordFollows().IsMatch(after) && !ReasonFollows().IsMatch(after))
        {
            // In "A bird" and "I think" the letter is a word, not a choice.
            return 0;
        }

        if (bare && char.IsAsciiLetterLower(letter.Value[0]))
        {
            return 0;
        }

        var opens = mention.Index < Context && before.Trim(wrapping).Length == 0;
        if (opens && !ListFollows().IsMatch(after) && (!bare || LeadFollows().IsMatch(after)
            || Words(after) == Words(options[char.ToUpperInvariant(letter.Value[0])])))
        {
            return Leading;
        }

        return Statement().IsMatch(before) ? Stated : Mentioned;
    }

    /// <summary>True if another option follows the mention as an alternative: "A or B", "A/B".</summary>
    private static bool HasAlternative(string text, Match mention, IReadOnlyDictionary<char, string> options)
    {
        var end = mention.Index + mention.Length;
        var after = text[end..Math.Min(text.Length, end + Context)];
        return Alternative().Match(after) is { Success: true } other
            && options.ContainsKey(other.Groups[1].Value[0])
            && other.Groups[1].Value != mention.Groups["letter"].Value
            && !Refuted().IsMatch(after[other.Length..]);
    }

    /// <summary>
    /// Returns the only option whose text occurs in the reply without being denied; a text inside another option's longer text does not
    /// count.
    /// </summary>
    private static char? Named(string text, IReadOnlyDictionary<char, string> options)
    {
        var said = $" {Words(text)} ";
        var found = options
            .Select(option => (Letter: option.Key, Words: Words(option.Value)))
            .Where(option => option.Words.Length > 0 && IsSaid(said, option.Words))
            .ToList();
        found.RemoveAll(option => found.Any(other => other.Words.Length > option.Words.Length
            && $" {other.Words} ".Contains($" {option.Words} ", StringComparison.Ordinal)));
        return found is [var only] ? only.Letter : null;
    }

    private static bool IsSaid(string said, string words)
    {
        var at = said.IndexOf($" {words} ", StringComparison.Ordinal);
        return at >= 0 && !DeniedWord().IsMatch(said[Math.Max(0, at - Context)..(at + 1)]);
    }

    private static char? Known(char character, IReadOnlyDictionary<char, string> options)
    {
        var letter = char.ToUpperInvariant(character);
        return options.ContainsKey(letter) ? letter : null;
    }

    /// <summary>Lower-case words without marks and without the article before them.</summary>
    private static string Words(string text)
    {
        var words = Word().Matches(ReplyText.Of(text).ToLowerInvariant()).Select(match => match.Value).ToList();
        return string.Join(' ', words is ["a" or "an" or "the", _, ..] ? words[1..] : words);
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:['.,-][\p{L}\p{N}]+)*|[%+<>=°$€-]")]
    private static partial Regex Word();

    // A capital alone, or a letter of either case in brackets or before a closing bracket.
    [GeneratedRegex(
        """(?<![A-Za-z0-9'])(?:[(\[{]\s?(?<letter>[A-Za-z])\s?[)\]}]|(?<letter>[A-Za-z])[)\]](?=\s|$)"""
        + """|[*"'`$_<]{0,4}(?<letter>[A-Z])(?![A-Za-z0-9'])"""
        + """|(?<letter>[a-z])(?=[.\s]*$))""")]
    private static partial Regex LetterAlone();

    [GeneratedRegex(
        """(?:\b(?:not|never|neither|nor|isn't|wasn't|cannot be|can't be|rather than|instead of"""
        + """|except|unlike|than|excludes?|rules? out|eliminates?)"""
        + """\s+(?:(?:the\s+)?(?:option|answer|choice|letter)\s+)?|不是|不选)[("'*\[]*$""",
        RegexOptions.IgnoreCase)]
    private static partial Regex Denied();

    [GeneratedRegex(
        """^[)"'*\]]*,?\s*(?:(?:is|are|was|were|would be|seems|looks)\s+(?:(?:also|clearly|definitely|simply|just)\s+)?"""
        + """(?:not\b|n't|wrong|incorrect|false|too\b|a\s+(?:common\s+)?(?:mistake|distractor))"""
        + """|isn't|wasn't|can(?:not|'t)|does(?:n't| not)|(?:have|has) the wrong)""",
        RegexOptions.IgnoreCase)]
    private static partial Regex Refuted();

    [GeneratedRegex(
        """\bfinal\s+(?:answer|choice)(?:\s+(?:is|would be))?\s*[:=]?\s*(?:\(?option\s+)?[("'*\[$_]*$""",
        RegexOptions.IgnoreCase)]
    private static partial Regex FinalAnswer();

    [GeneratedRegex(
        """(?:\b(?:answer|ans|choice|solution)\b(?:\s+(?:is|was|would be|should be|must be|has to be|=))?\s*(?:[:=]|->)?\s*"""
        + """(?:(?:the\s+)?(?:option|choice|letter)\s*:?\s*)?"""
        + """|\b(?:choose|chose|select|pick|go with|going with|correct (?:option|one) is|(?:option|letter) is)\s+"""
        + """(?:(?:the\s+)?(?:option|answer|choice|letter)\s+)?"""
        + """|答案(?:是|为)?\s*:?\s*|选(?:择)?\s*)[("'*\[$_]*$""",
        RegexOptions.IgnoreCase)]
    private static partial Regex Announcement();

    [GeneratedRegex(
        """\bnot\s+(?:option\s+)?[("'*]*[A-Z][)"'*]*\s*,?\s*(?:but|it is|it's|rather)\s+(?:rather\s+)?(?:option\s+)?[("'*]*$""")]
    private static partial Regex Instead();

    [GeneratedRegex(
        """\b(?:it is|it's|that is|that's|this is|must be|should be|therefore|so|thus|hence)\s*,?\s+(?:option\s+)?[("'*]*$""",
        RegexOptions.IgnoreCase)]
    private static partial Regex Statement();

    [GeneratedRegex(@"^\s+(?!(?:or|and)\b)[a-z]")]
    private static partial Regex WordFollows();

    [GeneratedRegex(@"^\s+(?:because|since|as|is|was|for)\b")]
    private static partial Regex ReasonFollows();

    [GeneratedRegex("""^[)\]*"'`]*(?:\s*$|\s*[\r\n]|\s*[.:,;!-]|\s*/|\s+(?:because|since|as|is|for|with)\b)""")]
    private static partial Regex LeadFollows();

    [GeneratedRegex(@"^\s*(?:,\s*|/\s*|\s(?:and|or)\s+)(?:(?:and|or)\s+)?[A-Z](?![A-Za-z])")]
    private static partial Regex ListFollows();

    [GeneratedRegex(
        """^[)\]*"'`]*\s*(?:/|\bor\b|\band\b|&|,(?=\s*[("'*]*[A-Z](?:\s*[,.)]|\s*$|\s+(?:or|and)\b)))\s*"""
        + """(?:(?:or|and)\s+)?(?:maybe\s+|possibly\s+)?(?:option\s+)?[("'*]*([A-Z])(?![A-Za-z])""")]
    private static partial Regex Alternative();

    [GeneratedRegex(@"\b(?:not|never|neither|nor|isn't|no)\s(?:(?:a|an|the|really)\s)?$")]
    private static partial Regex DeniedWord();
}
