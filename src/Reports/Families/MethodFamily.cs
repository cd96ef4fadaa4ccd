using LmmCl.Evaluation.Forgetting;

namespace LmmCl.Reports.Families;

/// <summary>A method in a comparison: its finished experiments, which differ only in learning rate and seed.</summary>
/// <param name="Label">Name in tables and charts.</param>
/// <param name="Index">Index in the comparison, which determines colour and marker on the page.</param>
/// <param name="Experiments">Its experiments.</param>
internal sealed record MethodFamily(string Label, int Index, IReadOnlyList<ReportData> Experiments)
{
    /// <summary>Its results, one per rate in ascending order; unfinished experiments have none.</summary>
    public IReadOnlyList<RateResult> Rates { get; } =
    [
        .. Experiments
            .Select(data => (Data: data, Point: data.IsFinished ? FrontPoint.Of(data.Accuracy) : null))
            .Where(item => item.Point is not null)
            .GroupBy(item => item.Data.Traits.LearningRate)
            .OrderBy(group => group.Key)
            .Select(group => new RateResult(group.Key, [.. group.Select(item => (item.Data, item.Point!))])),
    ];

    /// <summary>Its fronts over rates, one per seed.</summary>
    public MethodFront Front => new(Label, [.. BySeed.Select(seed => LearningFront.Of(seed.Select(result => result.Point)))]);

    /// <summary>Seeds with a result.</summary>
    public IReadOnlyList<long?> Seeds => [.. BySeed.Select(seed => seed.Key)];

    /// <summary>True if no other experiment of the same seed dominates this one's point.</summary>
    public bool IsOnFrontOfSeed(ReportData data, FrontPoint point) =>
        !BySeed.Single(seed => seed.Key == data.Traits.Seed).Any(other => other.Point.Beats(point));

    private IEnumerable<IGrouping<long?, (ReportData Data, FrontPoint Point)>> BySeed =>
        Rates.SelectMany(rate => rate.Results).GroupBy(result => result.Data.Traits.Seed).OrderBy(seed => seed.Key);

    /// <summary>The methods of a comparison, in order of first appearance.</summary>
    public static IReadOnlyList<MethodFamily> Of(IReadOnlyList<ReportData> experiments)
    {
        var groups = experiments.GroupBy(data => data.Traits.Family).Select(group => group.ToList()).ToList();
        return [.. groups.Select((group, index) => new MethodFamily(Name(group[0], groups), index, group))];
    }

    /// <summary>The method's own label, with the order of skills or a number if another family has the same label.</summary>
    private static string Name(ReportData data, List<List<ReportData>> groups)
    {
        var namesakes = groups.Where(group => group[0].Recipe == data.Recipe).ToList();
        if (namesakes.Count < 2)
            return data.Recipe;
        return namesakes.Select(group => group[0].Traits.Order).Distinct().Count() == namesakes.Count
            ? $"{data.Recipe}, {data.Traits.Order}"
            : $"{data.Recipe} #{1 + namesakes.FindIndex(group => group.Contains(data))}";
    }
}

/// <summary>The result of a method at one learning rate.</summary>
/// <param name="Rate">The rate; null if not recorded.</param>
/// <param name="Results">One result per seed.</param>
internal sealed record RateResult(double? Rate, IReadOnlyList<(ReportData Data, FrontPoint Point)> Results)
{
    /// <summary>Learning over seeds.</summary>
    public SeedSpread Learning => Spread(point => point.Learning);

    /// <summary>Held-out change over seeds.</summary>
    public SeedSpread HeldOut => Spread(point => point.HeldOut);

    /// <summary>Target forgetting over seeds.</summary>
    public SeedSpread TargetForgetting => Spread(point => point.TargetForgetting);

    /// <summary>The mean over seeds.</summary>
    public FrontPoint Mean => new(Learning.Mean!.Value, HeldOut.Mean!.Value, TargetForgetting.Mean);

    private SeedSpread Spread(Func<FrontPoint, double?> figure) => SeedSpread.Of(Results.Select(result => figure(result.Point)));
}
