using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Testing;
using static LmmCl.Abstractions.MethodCapabilities;

namespace LmmCl.LoRA.Tests;

public class MergingConformance : MethodConformance
{
    protected override JsonObject Settings => new() { ["rank"] = 2, ["alpha"] = 4, ["dropout"] = 0.2 };

    protected override MethodCapabilities UnusedCapabilities => ChangesInference;

    protected override string? LossDependsOnTheCutBecause => "dropout is drawn per micro-batch";

    protected override IMitigationMethod Create() => new LoRAMethod();
}

public class StackingConformance : MethodConformance
{
    protected override JsonObject Settings => new()
    {
        ["rank"] = 2,
        ["alpha"] = 4,
        ["dropout"] = 0,
        ["between_stages"] = "stack",
        ["targets"] = "all-linear",
    };

    protected override MethodCapabilities UnusedCapabilities => MergesWeights;

    protected override IMitigationMethod Create() => new LoRAMethod();
}

public class ContinuingConformance : MethodConformance
{
    protected override JsonObject Settings => new()
    {
        ["rank"] = 2,
        ["alpha"] = 4,
        ["dropout"] = 0.1,
        ["between_stages"] = "continue",
        ["bias"] = "lora-only",
        ["targets"] = "sa_proj",
        ["modules_to_save"] = new JsonArray("lm_head"),
        ["train_projector"] = true,
    };

    protected override MethodCapabilities UnusedCapabilities => MergesWeights;

    protected override string? LossDependsOnTheCutBecause => "dropout is drawn per micro-batch";

    protected override IMitigationMethod Create() => new LoRAMethod();
}
