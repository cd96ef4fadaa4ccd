using System.Globalization;
using System.Text.RegularExpressions;

namespace LmmCl.Metrics.Tests;

/// <summary>What a scrape returned.</summary>
/// <param name="Text">The text.</param>
internal sealed partial record Scrape(string Text)
{
    /// <summary>The series with their labels and values.</summary>
    public IReadOnlyList<Series> Series { get; } =
    [
        .. from line in Text.Split('\n')
           let match = Line().Match(line)
           where match.Success
           select new Series(
               match.Groups["name"].Value,
               Label().Matches(match.Groups["labels"].Value).ToDictionary(label => label.Groups[1].Value, label => label.Groups[2].Value),
               double.Parse(match.Groups["value"].Value.Replace("Inf", "∞", StringComparison.Ordinal), CultureInfo.InvariantCulture)),
    ];

    /// <summary>Types and meanings of the metrics by name.</summary>
    public IReadOnlyDictionary<string, (string Type, string Help)> Metrics { get; } =
        TypeLine().Matches(Text).ToDictionary(
            match => match.Groups[1].Value,
            match => (match.Groups[2].Value, HelpOf(Text, match.Groups[1].Value)));

    public static async Task<Scrape> OfAsync(HttpClient client, string address) => new(await client.GetStringAsync($"{address}/metrics"));

    public IEnumerable<Series> Of(string name) => Series.Where(series => series.Name == name);

    public double Value(string name, params (string Label, string Value)[] labels) =>
        Assert.Single(Of(name), series => labels.All(label => series.Labels.GetValueOrDefault(label.Label) == label.Value)).Value;

    private static string HelpOf(string text, string name) =>
        Regex.Match(text, $"^# HELP {Regex.Escape(name)} (.*)$", RegexOptions.Multiline).Groups[1].Value;

    [GeneratedRegex(@"^(?<name>[a-zA-Z_:][\w:]*)(\{(?<labels>.*)\})? (?<value>\S+)( \d+)?$")]
    private static partial Regex Line();

    [GeneratedRegex("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Label();

    [GeneratedRegex(@"^# TYPE (\S+) (\S+)$", RegexOptions.Multiline)]
    private static partial Regex TypeLine();
}

/// <summary>A series of a scrape.</summary>
internal sealed record Series(string Name, IReadOnlyDictionary<string, string> Labels, double Value);
