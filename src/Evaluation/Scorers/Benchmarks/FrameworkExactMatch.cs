using LmmCl.Evaluation.PythonText;

namespace LmmCl.Evaluation.Scorers.Benchmarks;

/// <summary>The framework's exact match: whole strings, ignoring case and ASCII punctuation.</summary>
internal static class FrameworkExactMatch
{
    public static bool Matches(string reply, string gold) => Plain(reply) == Plain(gold);

    private static string Plain(string text) => PythonStrings.DeletePunctuation(PythonStrings.Lower(text));
}
