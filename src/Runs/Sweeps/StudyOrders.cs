namespace LmmCl.Runs.Sweeps;

/// <summary>The orders in which the study teaches its five skills.</summary>
internal static class StudyOrders
{
    private static readonly Dictionary<string, IReadOnlyList<string>> orders = new(StringComparer.Ordinal)
    {
        [SweepOrder.Default] = ["cub200", "pixmocount", "pathvqa", "textvqa", "timeclock"],
        ["altorder"] = ["pathvqa", "cub200", "textvqa", "timeclock", "pixmocount"],
        ["tc_first"] = ["timeclock", "textvqa", "pathvqa", "pixmocount", "cub200"],
    };

    /// <summary>Names of the orders.</summary>
    public static IReadOnlyCollection<string> Names => orders.Keys;

    /// <summary>The order with a name; null if the study has none.</summary>
    public static IReadOnlyList<string>? Find(string name) => orders.GetValueOrDefault(name);

    /// <summary>The name of an order; null if it is not one of the study's.</summary>
    public static string? NameOf(IReadOnlyList<string> skills) => orders.FirstOrDefault(order => order.Value.SequenceEqual(skills)).Key;
}
