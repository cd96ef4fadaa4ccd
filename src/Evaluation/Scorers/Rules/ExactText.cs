using LmmCl.Evaluation.PythonText;

namespace LmmCl.Evaluation.Scorers.Rules;

/// <summary>exact-1: equality of whole texts, ignoring case and punctuation, with small number words read as digits.</summary>
internal static class ExactText
{
    private static readonly string[] NumberWords = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

    /// <summary>Returns true if a reply equals the gold answer.</summary>
    public static bool Matches(string reply, string gold) =>
        Plain(WordToDigits(PythonStrings.Strip(reply).TrimEnd('.', '!'), reply)) == Plain(gold);

    /// <summary>Lower-cases, deletes ASCII punctuation and trims.</summary>
    public static string Plain(string text) => PythonStrings.Strip(PythonStrings.DeletePunctuation(PythonStrings.Lower(text)));

    /// <summary>
    /// Returns the digits of <paramref name="word"/> if it is zero to ten in any case, otherwise <paramref name="otherwise"/>.
    /// </summary>
    public static string WordToDigits(string word, string otherwise)
    {
        var value = Array.IndexOf(NumberWords, PythonStrings.Lower(word));
        return value < 0 ? otherwise : value.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
