using System.Text.Json.Nodes;
using LmmCl.Evaluation.Forgetting;
using LmmCl.Reports.Families;

namespace LmmCl.Reports.Formats;

/// <summary>A matched comparison as JSON, numbers unrounded.</summary>
internal static class MatchedJson
{
    internal static string Render(MatchedComparison matched) => new JsonObject
    {
        ["definition"] = LearningFront.Id,
        ["version"] = LearningFront.Version,
        ["formula"] = LearningFront.Formula,
        ["levels"] = new JsonArray([.. matched.Levels.Select(level => (JsonNode)level)]),
        ["methods"] = new JsonArray([.. matched.Methods.Zip(matched.Fronts, (method, front) => Method(matched, method, front))]),
        ["unfinished"] = new JsonArray([.. matched.Unfinished.Select(data => (JsonNode)data.Stream)]),
    }.ToJsonString(JsonFormat.Options) + "\n";

    private static JsonObject Method(MatchedComparison matched, MethodFamily method, MethodFront front) => new()
    {
        ["method"] = method.Label,
        ["seeds"] = front.Seeds.Count,
        ["cannotBeMatched"] = MatchedComparison.WhyNot(method, front),
        ["atLevels"] = new JsonArray([.. matched.Levels.Select(level => new JsonObject
        {
            ["learning"] = level,
            ["heldOutChange"] = Spread(front.HeldOutAt(level)),
            ["targetForgetting"] = Spread(front.TargetForgettingAt(level)),
        })]),
        ["rates"] = new JsonArray([.. method.Rates.Select(rate => new JsonObject
        {
            ["learningRate"] = rate.Rate,
            ["learning"] = Spread(rate.Learning),
            ["heldOutChange"] = Spread(rate.HeldOut),
            ["targetForgetting"] = Spread(rate.TargetForgetting),
            ["onFrontOfAll"] = matched.IsOnFrontOfAll(rate),
            ["experiments"] = new JsonArray([.. rate.Results.Select(result => new JsonObject
            {
                ["experiment"] = result.Data.Stream,
                ["seed"] = result.Data.Traits.Seed,
                ["learning"] = result.Point.Learning,
                ["heldOutChange"] = result.Point.HeldOut,
                ["targetForgetting"] = result.Point.TargetForgetting,
                ["onFrontOfSeed"] = method.IsOnFrontOfSeed(result.Data, result.Point),
            })]),
        })]),
    };

    private static JsonObject Spread(SeedSpread spread) => new()
    {
        ["mean"] = spread.Mean,
        ["standardDeviation"] = spread.StandardDeviation,
        ["least"] = spread.Least,
        ["most"] = spread.Most,
        ["seeds"] = spread.Count,
    };
}
