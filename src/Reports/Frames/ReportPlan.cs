using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmmCl.Reports.Frames;

/// <summary>
/// The plan of an experiment for the page, which reserves a place for every stage and benchmark before they are measured.
/// </summary>
internal static class ReportPlan
{
    internal static JsonObject Of(ReportModels models) => new()
    {
        ["baseModel"] = models.Summary.Specification?.BaseModel,
        ["stages"] = new JsonArray([.. models.Scores.Stages.Select(stage => new JsonObject
        {
            ["stage"] = stage.Stage.Number,
            ["skill"] = stage.Skill,
            ["benchmark"] = stage.Benchmark,
        })]),
        ["benchmarks"] = new JsonArray([.. models.Scores.Benchmarks.Select(benchmark => new JsonObject
        {
            ["name"] = benchmark.Name,
            ["group"] = JsonNamingPolicy.CamelCase.ConvertName(benchmark.Group.ToString()),
        })]),
    };
}
