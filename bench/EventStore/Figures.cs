namespace LmmCl.EventStore.Bench;

internal static class Figures
{
    internal static double Median(IReadOnlyList<double> values) => Percentile(values, 50);

    internal static double Percentile(IReadOnlyList<double> values, int percent) =>
        values.Order().ElementAt((values.Count - 1) * percent / 100);
}
