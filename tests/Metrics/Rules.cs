using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace LmmCl.Metrics.Tests;

/// <summary>The rules of <c>deploy/prometheus</c> and the cases that show what they do.</summary>
internal static class Rules
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "deploy", "prometheus");

    public static string Cases { get; } = Path.Combine(Folder, "tests", "alerts.yml");

    /// <summary>Names of all recording rules and alerts.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Repository.Files("deploy/prometheus/rules", "*.yml").SelectMany(file => Find(File.ReadAllText(file), "(?:record|alert)"))];

    /// <summary>Names of the alerts.</summary>
    public static IReadOnlyList<string> Alerts { get; } =
        [.. Repository.Files("deploy/prometheus/rules", "*.yml").SelectMany(file => Find(File.ReadAllText(file), "alert"))];

    /// <summary>The cases: the alert, and whether it fires.</summary>
    public static IReadOnlyList<(string Alert, bool Fires)> ReadCases()
    {
        var file = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(File.ReadAllText(Cases));
        return
        [
            .. from test in (List<object>)file["tests"]
               from item in (List<object>)((Dictionary<object, object>)test)["alert_rule_test"]
               let rule = (Dictionary<object, object>)item
               select ((string)rule["alertname"], ((List<object>)rule["exp_alerts"]).Count > 0),
        ];
    }

    private static IEnumerable<string> Find(string text, string key) =>
        Regex.Matches(text, $@"^\s+- {key}: (\S+)$", RegexOptions.Multiline).Select(match => match.Groups[1].Value);
}
