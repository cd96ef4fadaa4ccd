using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Testing;

namespace LmmCl.SelectiveTuning.Tests;

public class SelectiveTuningConformance : MethodConformance
{
    protected override IMitigationMethod Create() => new SelectiveTuningMethod();
}

public class FullTuningConformance : MethodConformance
{
    protected override JsonObject Settings => new() { ["recipe"] = "full" };

    protected override IMitigationMethod Create() => new SelectiveTuningMethod();
}
