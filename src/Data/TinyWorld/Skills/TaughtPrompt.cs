using LmmCl.Data.TinyWorld.Drawing;

namespace LmmCl.Data.TinyWorld.Skills;

/// <summary>
/// How a skill's question is put in training: bare as in the study's data, or as the benchmark puts it, by turns at random.
/// </summary>
internal static class TaughtPrompt
{
    private const double AsAskedLater = 0.5;

    // The study trains on bare questions alone; a model of a million parameters would not know the instruction that comes with the test.
    public static string Of(SeededRandom random, string question, string before, string after) =>
        random.Chance(AsAskedLater) ? before + question + after : question;
}
