using System.Globalization;

namespace LmmCl.Reports.Html;

/// <summary>A linear axis that maps values to positions, with round ticks.</summary>
internal sealed class Axis
{
    private readonly double from, to, start, end;

    /// <param name="from">Smallest value shown.</param>
    /// <param name="to">Largest value shown.</param>
    /// <param name="start">Position of <paramref name="from"/>.</param>
    /// <param name="end">Position of <paramref name="to"/>.</param>
    /// <param name="ticks">Round values between <paramref name="from"/> and <paramref name="to"/>.</param>
    private Axis(double from, double to, double start, double end, IReadOnlyList<double> ticks)
    {
        (this.from, this.to, this.start, this.end) = (from, to, start, end);
        Ticks = ticks;
    }

    internal IReadOnlyList<double> Ticks { get; }

    /// <summary>An axis that includes all values and ends at ticks.</summary>
    internal static Axis Around(
        IEnumerable<double> values, double start, double end, int wantedTicks, double? lowest = null, double? highest = null)
    {
        var finite = values.Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        var (low, high) = (finite.Min(), finite.Max());
        if (high - low < 1e-9)
            (low, high) = (low - 1, high + 1);
        var step = RoundStep((high - low) / Math.Max(1, wantedTicks - 1));
        var first = Math.Floor(low / step) * step;
        var last = Math.Ceiling(high / step) * step;
        first = lowest is { } floor ? Math.Max(first, floor) : first;
        last = highest is { } ceiling ? Math.Min(last, ceiling) : last;
        var ticks = new List<double>();
        for (var i = 0; first + (i * step) <= last + (step / 1e6); i++)
            ticks.Add(first + (i * step));
        return new(first, last, start, end, ticks);
    }

    /// <summary>An axis with exactly this range.</summary>
    internal static Axis Exactly(double from, double to, double start, double end) =>
        new(from, Math.Max(to, from + 1e-9), start, end, [from, to]);

    internal double Place(double value) => start + ((value - from) / (to - from) * (end - start));

    internal static string Label(double tick) =>
        Math.Round(tick, 9).ToString("0.#########", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>The smallest of 1, 2, 2.5 or 5 times a power of ten that is not less than the value.</summary>
    private static double RoundStep(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return power * ((double[])[1, 2, 2.5, 5, 10]).First(factor => factor * power >= step * 0.999);
    }
}
