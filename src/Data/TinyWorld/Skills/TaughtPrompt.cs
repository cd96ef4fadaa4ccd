using LmmCl.Data.TinyWorld.Drawing;

namespace LmmCl.Data.TinyWorld.Skills;

/// <summary>Formats a skill's training question: bare as in the study's data, or as the benchmark asks it, chosen at random.</summary>
internal static class TaughtPrompt
{
    private const double AsAskedLater = 0.5;

    // The study trains on bare questions only; a model with a million parameters would not know the test's instruction.
    public static string Of(SeededRandom random, string question, string before, string after) =>
        random.Chance(AsAskedLater) ? before + question + after : question;
}
