using System.Text.Json;
using LmmCl.Evaluation.Scorers;
using LmmCl.Evaluation.Scorers.Generic;
using LmmCl.Modeling.Files;

namespace LmmCl.Evaluation;

/// <summary>Checks gold answers with their own scorer: a gold answer given as the reply should get the full score.</summary>
public static class GoldCheck
{
    private const double Full = 1 - 1e-9;

    /// <summary>Returns the best score of a gold answer of the item; null if the item does not count.</summary>
    public static double? BestScore(IScorer scorer, JsonElement item)
    {
        double? best = null;
        foreach (var reply in Candidates(scorer, item))
        {
            var score = scorer.Score(item, reply, ScoringMode.Default).Values.GetValueOrDefault(scorer.MainMetric, 0.0);
            best = score is null ? best : Math.Max(best ?? 0, score.Value);
        }

        return best ?? (Candidates(scorer, item).Any() ? null : 0);
    }

    /// <summary>Returns the problem with an item's gold answer, and true if no reply can be correct; null if there is no problem.</summary>
    public static (string Problem, bool Hopeless)? Find(IScorer scorer, JsonElement item)
    {
        if (scorer is OptionLetterScorer letters && letters.FindUnlisted(item) is { } unlisted)
        {
            return (unlisted, true);
        }

        if (scorer is OptionLetterScorer options && options.FindUnclear(item) is { } unclear)
        {
            return (unclear, false);
        }

        var golds = scorer.Gold(item, ScoringMode.Default);
        var said = golds.Count == 0 ? "there is no gold answer" : $"the gold answer '{Shown.Of(string.Join("' or '", golds.Take(3)))}'";
        return BestScore(scorer, item) switch
        {
            null or >= Full => null,
            <= 0 => (golds.Count == 0
                ? $"{said}: no reply can be right."
                : $"{said} is nothing that scorer '{scorer.Id}' reads{Reading(scorer, item)}, so no reply can be right.", true),
            { } best => (string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{said} itself scores {best:0.##} with '{scorer.Id}': no reply reaches 1."), false),
        };
    }

    private static string Reading(IScorer scorer, JsonElement item) =>
        Candidates(scorer, item).Select(reply => scorer.Score(item, reply, ScoringMode.Default).Reading).OfType<string>().FirstOrDefault()
            is { Length: > 0 } reading ? $" as such (it reads '{Shown.Of(reading)}')" : "";

    private static IEnumerable<string> Candidates(IScorer scorer, JsonElement item) => scorer.Gold(item, ScoringMode.Default).Distinct();
}
