using System.Text.Json.Nodes;

namespace LmmCl.Metrics.Tests;

/// <summary>The expressions in the dashboards of <c>deploy/grafana</c>.</summary>
internal static class Dashboards
{
    public static IReadOnlyList<string> Files { get; } = [.. Repository.Files("deploy/grafana/dashboards", "*.json")];

    /// <summary>Every expression with its place: panels, annotations and the queries behind variables.</summary>
    public static IReadOnlyList<(string Place, string Expression)> Expressions { get; } = [.. Files.SelectMany(Read)];

    private static IEnumerable<(string Place, string Expression)> Read(string file)
    {
        var board = JsonNode.Parse(File.ReadAllText(file))!;
        var name = Path.GetFileNameWithoutExtension(file);
        var panels =
            from panel in board["panels"]!.AsArray()
            from target in panel!["targets"]?.AsArray() ?? []
            select ($"{name}: {panel["title"]}", (string)target!["expr"]!);
        var annotations =
            from annotation in board["annotations"]!["list"]!.AsArray()
            where annotation!["target"] is not null
            select ($"{name}: annotation {annotation["name"]}", (string)annotation["target"]!["expr"]!);
        var variables =
            from variable in board["templating"]!["list"]!.AsArray()
            let query = (string)variable!["query"]!["query"]!
            select ($"{name}: variable {variable["name"]}", query["label_values(".Length..query.IndexOf(',', StringComparison.Ordinal)]);
        return [.. panels, .. annotations, .. variables];
    }
}
