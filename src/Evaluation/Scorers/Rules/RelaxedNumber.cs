using System.Globalization;
using System.Text.RegularExpressions;
using LmmCl.Evaluation.PythonText;

namespace LmmCl.Evaluation.Scorers.Rules;

/// <summary>relaxed-2: numbers may deviate by five percent; anything else must be the same text.</summary>
internal static partial class RelaxedNumber
{
    private const double Tolerance = 0.05;

    /// <summary>Returns true if a reply matches the gold answer.</summary>
    public static bool Matches(string reply, string gold)
    {
        if (Of(reply) is { } predicted && Of(gold) is { } target)
        {
            return target == 0 ? predicted == 0 : Math.Abs(predicted - target) / Math.Abs(target) <= Tolerance;
        }

        return PythonStrings.Lower(PythonStrings.Strip(reply)) == PythonStrings.Lower(PythonStrings.Strip(gold));
    }

    /// <summary>Returns the number that a text represents, with percent signs dividing by 100; null if it is not a number.</summary>
    public static double? Of(string text)
    {
        var number = PythonStrings.Strip(text);
        var percent = number.EndsWith('%');
        if (percent)
        {
            number = PythonStrings.Strip(number[..^1]);
        }

        if (!Number().IsMatch(number))
        {
            return null;
        }

        var value = double.Parse(number.Replace(",", ""), NumberStyles.Float, CultureInfo.InvariantCulture);
        return percent ? value / 100 : value;
    }

    [GeneratedRegex(@"\A(?=[^eE]*[0-9])[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?\z")]
    private static partial Regex Number();
}
