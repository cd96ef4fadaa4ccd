namespace LmmCl.Evaluation.Probes;

/// <summary>Counting-bias probe: measures a model's bias towards numbers, on counting questions and on unrelated prompts.</summary>
public static class CountingBias
{
    /// <summary>Id of the probe in events.</summary>
    public const string Id = "counting_bias";

    /// <summary>Version of the definition.</summary>
    public const int Version = 1;

    /// <summary>Computes the mean and population standard deviation of each figure over texts, skipping missing values.</summary>
    public static IReadOnlyDictionary<string, double?> Aggregate(IReadOnlyList<SampleBias> samples) =>
        Aggregate([.. samples.Select(Figures)]);

    /// <summary>Returns the figures of a text by name.</summary>
    public static IReadOnlyDictionary<string, double?> Figures(SampleBias sample) =>
        SampleBias.Names.ToDictionary(name => name, name => sample[name]);

    /// <summary>
    /// Returns <c>NAME_mean</c> and <c>NAME_std</c> of every figure, null if all are missing, and <c>count</c>, which counts every text.
    /// Empty without texts.
    /// </summary>
    public static IReadOnlyDictionary<string, double?> Aggregate(IReadOnlyList<IReadOnlyDictionary<string, double?>> samples)
    {
        var result = new Dictionary<string, double?>();
        if (samples.Count == 0)
        {
            return result;
        }

        foreach (var name in samples.SelectMany(sample => sample.Keys).Distinct())
        {
            var values = samples.Select(sample => sample.GetValueOrDefault(name)).OfType<double>().ToArray();
            double? mean = values.Length == 0 ? null : values.Average();
            result[$"{name}_mean"] = mean;
            result[$"{name}_std"] = mean is { } centre ? Math.Sqrt(values.Average(value => (value - centre) * (value - centre))) : null;
        }

        result["count"] = samples.Count;
        return result;
    }
}
