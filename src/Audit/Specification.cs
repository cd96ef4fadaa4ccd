using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Events;
using LmmCl.EventStore.Projections;

namespace LmmCl.Audit;

/// <summary>Compares the fields of the first event with the resolved specification in it: model, method, seed and skills.</summary>
internal static class Specification
{
    /// <summary>Fields that differ from the specification.</summary>
    public static IEnumerable<AuditFinding> FindFaults(string stream, IReadOnlyList<RecordedEvent> history)
    {
        foreach (var recorded in history.Where(recorded => recorded.What is ExperimentStarted))
        {
            foreach (var field in Differences((ExperimentStarted)recorded.What))
            {
                yield return AuditFinding.At(stream, recorded.Sequence, $"{field} is not that of the specification in the same event.");
            }
        }
    }

    private static IEnumerable<string> Differences(ExperimentStarted started)
    {
        JsonObject spec;
        try
        {
            spec = JsonNode.Parse(started.SpecJson) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return ["the specification"];
        }

        var planned = started.Stages.OrderBy(stage => stage.Stage).Select(stage => (string?)stage.Skill);
        var skills = (spec["skills"] as JsonArray)?.Select(Text).ToList() ?? [];
        (string Field, bool IsSame)[] fields =
        [
            ("the base model's hash", Text(spec["model"]) == started.BaseModelHash.Hex),
            ("the method", Text(spec["method"]) == started.Method),
            ("the seed", Text(spec["seed"]) == $"{started.Seed}"),
            ("as published", Text(spec["as_published"]) == (started.AsPublished ? "true" : "false")),
            ("the list of skills", skills.SequenceEqual(planned)),
            ("the list of plugins", started.Plugins.Any(plugin => plugin.Id == started.Method)),
        ];
        return fields.Where(field => !field.IsSame).Select(field => field.Field);
    }

    private static string? Text(JsonNode? value) => value?.ToString();
}
