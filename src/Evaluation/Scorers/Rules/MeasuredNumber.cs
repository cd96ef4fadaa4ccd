using System.Globalization;
using System.Text.RegularExpressions;

namespace LmmCl.Evaluation.Scorers.Rules;

/// <summary>
/// relaxed-3: numbers may deviate by five percent, years may not; a percent sign, a currency or a unit may be present on one side only;
/// anything else must be the same text.
/// </summary>
internal static partial class MeasuredNumber
{
    private const double Tolerance = 0.05;

    private static readonly Dictionary<string, double> magnitudes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["k"] = 1e3,
        ["thousand"] = 1e3,
        ["m"] = 1e6,
        ["mn"] = 1e6,
        ["million"] = 1e6,
        ["b"] = 1e9,
        ["bn"] = 1e9,
        ["billion"] = 1e9,
        ["trillion"] = 1e12,
    };

    /// <summary>Returns true if a reply matches the gold answer.</summary>
    public static bool Matches(string reply, string gold)
    {
        var (said, wanted) = (Text(reply), Text(gold));
        if (said == wanted)
        {
            return said.Length > 0 || reply.Trim() == gold.Trim();
        }

        if (Of(wanted) is not { } target || (Of(said) ?? OnlyOne(said)) is not { } predicted)
        {
            return false;
        }

        if (Year().IsMatch(wanted))
        {
            return predicted.Value == target.Value;
        }

        // A percent sign on one side only is ignored, or divides by 100.
        return (target.Unit.Length == 0 || predicted.Unit.Length == 0 || target.Unit == predicted.Unit)
            && (IsNear(predicted.Value, target.Value)
                || (predicted.IsPercent != target.IsPercent && IsNear(Hundredths(predicted), Hundredths(target))));
    }

    private static double Hundredths(Quantity quantity) => quantity.IsPercent ? quantity.Value / 100 : quantity.Value;

    private static bool IsNear(double predicted, double target) =>
        target == 0 ? predicted == 0 : Math.Abs(predicted - target) / Math.Abs(target) <= Tolerance;

    private static string Text(string text) => ReplyText.WithoutMarks(ReplyText.Of(text)).ToLowerInvariant();

    /// <summary>The whole text as a quantity.</summary>
    private static Quantity? Of(string text) => Whole().Match(text) is { Success: true } match ? Read(match) : null;

    /// <summary>The only number inside a sentence.</summary>
    private static Quantity? OnlyOne(string text)
    {
        var found = Inside().Matches(text);
        return found.Count == 1 ? Read(found[0]) : null;
    }

    private static Quantity Read(Match match)
    {
        var value = double.Parse(match.Groups["number"].Value.Replace(",", ""), NumberStyles.Float, CultureInfo.InvariantCulture);
        var unit = match.Groups["unit"].Value;
        return magnitudes.TryGetValue(unit, out var factor)
            ? new(value * factor, false, "")
            : new(value, match.Groups["percent"].Success, unit);
    }

    private readonly record struct Quantity(double Value, bool IsPercent, string Unit);

    private const string NumberText =
        @"(?<number>[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?|[+-]?\.[0-9]+)";

    [GeneratedRegex(@"\A[$€£¥]?\s?" + NumberText + @"\s?(?:(?<percent>%|percent|per cent)|(?<unit>[\p{L}°²³/]+))?\z")]
    private static partial Regex Whole();

    [GeneratedRegex(
        @"(?<![\w.])[$€£¥]?" + NumberText
        + @"(?!\w)(?:\s?(?<percent>%|percent\b)|\s?(?<unit>k|thousand|m|mn|million|b|bn|billion|trillion)\b)?")]
    private static partial Regex Inside();

    [GeneratedRegex(@"\A(?:1[5-9]|20)[0-9]{2}\z")]
    private static partial Regex Year();
}
