using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Reports.Families;
using LmmCl.Reports.Formats;

namespace LmmCl.Audit;

/// <summary>A report saved with <c>lmmcl report NAME --format json</c>.</summary>
/// <param name="Path">The file.</param>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="AsOfSequence">Sequence number of the last event included.</param>
/// <param name="Content">The content of the report.</param>
internal sealed record SavedReport(string Path, string Experiment, long AsOfSequence, JsonNode Content)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">The file is missing or is not such a report.</exception>
    public static SavedReport Read(string path)
    {
        try
        {
            var content = JsonNode.Parse(File.ReadAllBytes(path))!;
            return new SavedReport(path, content["experiment"]!.GetValue<string>(), content["asOfSequence"]!.GetValue<long>(), content);
        }
        catch (Exception error) when (error is JsonException or NullReferenceException or InvalidOperationException or FormatException)
        {
            throw new InputException(path, "it is not a report in JSON.", "Make one with: lmmcl report NAME --format json", error);
        }
    }

    /// <summary>The differences between the report and one rebuilt from the events.</summary>
    public IEnumerable<AuditFinding> FindDifferences(ReportData rebuilt) =>
        Differences("", Content, JsonNode.Parse(JsonFormat.Forgetting(rebuilt)));

    private IEnumerable<AuditFinding> Differences(string place, JsonNode? said, JsonNode? follows)
    {
        if (said is JsonObject ours && follows is JsonObject theirs)
        {
            // Reports of earlier versions do not have these keys.
            var keys = ours.Select(item => item.Key)
                .Union(theirs.Select(item => item.Key).Except(JsonFormat.LaterKeys));
            return keys.SelectMany(key => Differences($"{place}.{key}", ours[key], theirs[key]));
        }

        if (said is JsonArray left && follows is JsonArray right && left.Count == right.Count)
        {
            return left.Index().SelectMany(item => Differences($"{place}[{item.Index}]", item.Item, right[item.Index]));
        }

        return JsonNode.DeepEquals(said, follows)
            ? []
            : [new AuditFinding($"{Path}: {place.TrimStart('.')}", $"it has {Text(said)}; the events give {Text(follows)}.")];
    }

    private static string Text(JsonNode? node) => node?.ToJsonString() is { } text ? text[..Math.Min(text.Length, 100)] : "nothing";
}
