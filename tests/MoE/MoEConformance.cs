using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Testing;

namespace LmmCl.MoE.Tests;

public class SoftConformance : MethodConformance
{
    protected override IMitigationMethod Create() => new MoEMethod();
}

public class Top1Conformance : MethodConformance
{
    protected override JsonObject Settings => new() { ["routing"] = "top1" };

    protected override IMitigationMethod Create() => new MoEMethod();
}

public class BalancedConformance : MethodConformance
{
    protected override JsonObject Settings => new() { ["routing"] = "balanced", ["balance_weight"] = 0.1 };

    protected override string LossDependsOnTheCutBecause => "the balance of a micro-batch is a product of two means over its tokens.";

    protected override IMitigationMethod Create() => new MoEMethod();
}

public class AsPublishedConformance : MethodConformance
{
    protected override JsonObject Settings => new() { ["routing"] = "as-published" };

    protected override IMitigationMethod Create() => new MoEMethod();
}
