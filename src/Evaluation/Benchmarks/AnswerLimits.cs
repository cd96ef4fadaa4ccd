using System.Text.Json;
using LmmCl.Abstractions;

namespace LmmCl.Evaluation.Benchmarks;

/// <summary>
/// Size limits on scored answers. The time of an edit distance grows with the product of the lengths of reply and gold answer, so a stored
/// answer of a few megabytes would take hours to score again.
/// </summary>
internal static class AnswerLimits
{
    /// <summary>Characters of an item's JSON, with its gold answers; the longest of the published benchmarks has a few thousand.</summary>
    public const int Item = 131_072;

    /// <summary>Characters of a reply: 8,192 of the longest tokens.</summary>
    public const int Reply = 1_048_576;

    /// <summary>Checks an item.</summary>
    /// <exception cref="InputException">It is too long.</exception>
    public static void CheckItem(JsonElement item, string place)
    {
        if (item.GetRawText().Length is > Item and var found)
        {
            throw new InputException(
                place, $"the item has {found} characters, at most {Item} are scored.", "Shorten its question or gold answers.");
        }
    }

    /// <summary>Checks a reply.</summary>
    /// <exception cref="InputException">It is too long.</exception>
    public static void CheckReply(string reply, string place)
    {
        if (reply.Length > Reply)
        {
            throw new InputException(
                place,
                $"the reply has {reply.Length} characters, at most {Reply} are scored.",
                "Lower the max_new_tokens of the benchmark.");
        }
    }
}
