using System.Globalization;

namespace LmmCl.Recording.Bench;

internal static class Figures
{
    internal static string Head { get; } =
        $"{"store",-12}{"recorded",-24}{"times",6}{"a step",12}{"cost, median (quartiles)",34}{"of the steps recorded",30}";

    internal static string Line(string store, string what, IReadOnlyList<Cost> costs)
    {
        if (costs.Count == 0)
            return $"{store,-12}{what,-24}{0,6}";
        string Spread(Func<Cost, double> value, string format)
        {
            var (median, low, high) = (Quantile(costs, value, 50), Quantile(costs, value, 25), Quantile(costs, value, 75));
            string[] texts = [.. new[] { median, low, high }.Select(number => number.ToString(format, CultureInfo.InvariantCulture))];
            return $"{texts[0]} ({texts[1]} to {texts[2]})";
        }

        var step = string.Create(CultureInfo.InvariantCulture, $"{Quantile(costs, cost => cost.Step, 50) * 1e3:F0} ms");
        var share = costs.All(cost => cost.Saved) ? "" : Spread(cost => cost.Share * 100, "F3") + " %";
        return $"{store,-12}{what,-24}{costs.Count,6}{step,12}{Spread(cost => cost.Seconds * 1e3, "F1") + " ms",34}{share,30}";
    }

    private static double Quantile(IReadOnlyList<Cost> costs, Func<Cost, double> value, int percent) =>
        costs.Select(value).Order().ElementAt((costs.Count - 1) * percent / 100);
}
