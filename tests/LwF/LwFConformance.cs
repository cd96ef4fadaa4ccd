using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Testing;

namespace LmmCl.LwF.Tests;

public class LwFConformance : MethodConformance
{
    protected override IMitigationMethod Create() => new LwFMethod();
}

public class CachedLwFConformance : MethodConformance
{
    protected override JsonObject Settings => new() { ["cache_teacher"] = true, ["lambda"] = 5 };

    protected override IMitigationMethod Create() => new LwFMethod();
}

public class PublishedLwFConformance : MethodConformance
{
    protected override JsonObject Settings => new() { ["positions"] = "as-published", ["recipe"] = "llm" };

    protected override string LossDependsOnTheCutBecause => "The positions are chosen among those of a micro-batch.";

    protected override IMitigationMethod Create() => new LwFMethod();
}
